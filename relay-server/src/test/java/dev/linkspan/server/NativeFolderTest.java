package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_killed_relay_leaves_its_libraries_in_the_data_folder_until_the_next_start() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path data = folder.resolve("data");

        List<String> log = serve(data, temporary);
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);

        assertThat(files(temporary)).isEmpty();
        List<Path> left = files(data.resolve("native"));
        assertThat(left)
                .isNotEmpty()
                .allMatch(file -> file.getFileName().toString().startsWith("sqlite-"));
        assertThat(log).noneMatch(line -> line.contains("WARNING") || line.contains("restricted method"));

        serve(data, temporary);

        assertThat(files(data.resolve("native"))).isNotEmpty().doesNotContainAnyElementsOf(left);
    }

    @Test
    void the_log_tells_once_who_signs() throws Exception {
        List<String> log = serve(folder.resolve("data"), folder);

        assertThat(log.stream().filter(line -> line.contains("signatures are computed by")))
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  SignatureProvider signatures are computed by"
                        + " (ACCP 2\\.5\\.0|JDK, not by accp: .+)");
    }

    @Test
    void a_named_engine_that_is_unknown_ends_the_start_with_one_line() throws Exception {
        List<String> log = run(folder.resolve("data"), folder, "-Dlinkspan.signature.provider=openssl");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(log).containsExactly("linkspan: linkspan.signature.provider: openssl (expected: accp or jdk)");
    }

    /** Starts the relay and gives what it prints until it listens. */
    private List<String> serve(Path data, Path temporary) throws IOException {
        return run(data, temporary, "-Dlinkspan.test=1");
    }

    private List<String> run(Path data, Path temporary, String option) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--base-url",
                        "https://relay.example",
                        "--listen",
                        "127.0.0.1:0",
                        "--data-dir",
                        data.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains("listens on")) {
                break;
            }
        }
        return lines;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("hsperfdata"))
                    .toList();
        }
    }
}
