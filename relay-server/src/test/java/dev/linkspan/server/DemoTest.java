package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {

    @Test
    void the_demo_ends_well_and_says_what_it_saw() {
        StringWriter out = new StringWriter();
        CommandLine linkspan = new CommandLine(new LinkspanCommand());
        linkspan.setOut(new PrintWriter(out));

        int exitCode = linkspan.execute("demo", "--plain");

        assertThat(out.toString())
                .contains("14 published, 27 deliveries expected, 27 received, 0 lost, 0 unexpected")
                .containsPattern("(?m)^OK  27 of 27 deliveries arrived, 2 forgeries refused, in \\d")
                .contains("401 signature_invalid")
                .contains("401 signer_not_actor")
                .contains("forwarded")
                .contains("announced")
                .contains("undone")
                .doesNotContain("\u001b[");
        assertThat(exitCode).isZero();
    }

    @Test
    void the_demo_fails_when_a_server_is_not_served(@TempDir Path folder) throws Exception {
        StringWriter out = new StringWriter();
        try (DemoStage stage = DemoStage.start(folder)) {
            stage.pleroma().answerWith(500);

            boolean good =
                    new DemoPlay(stage, new DemoScreen(new PrintWriter(out), false), Duration.ofMillis(500)).run();

            assertThat(good).isFalse();
            assertThat(out.toString())
                    .containsPattern("!! pleroma-one .*no answer")
                    .containsPattern("(?m)^FAILED");
        }
    }

    @Test
    void told_to_stop_the_demo_leaves_no_folder_behind(@TempDir Path temporary) throws Exception {
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dlinkspan.signature.provider=jdk",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.linkspan.server.Main",
                        "demo",
                        "--plain",
                        "--keep")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = demo.inputReader()) {
            boolean kept = out.lines().anyMatch(line -> line.contains("Ctrl-C ends it"));
            assertThat(kept).isTrue();
            assertThat(demoFolders(temporary)).hasSize(1);

            demo.destroy(); // SIGTERM runs the same hooks as Ctrl-C
            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }

        assertThat(demoFolders(temporary)).isEmpty();
    }

    private static List<Path> demoFolders(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("linkspan-demo-"))
                    .toList();
        }
    }

    @Test
    void a_percentile_is_the_smallest_latency_that_covers_its_share() {
        DemoTally tally = new DemoTally();
        for (double millis : new double[] {40, 10, 30, 20}) {
            tally.received(millis);
        }

        assertThat(tally.percentileMillis(0.5)).isEqualTo(20);
        assertThat(tally.percentileMillis(0.99)).isEqualTo(40);
    }

    @Test
    void one_lost_delivery_or_one_forgery_let_through_spoils_the_verdict() {
        DemoTally lost = new DemoTally();
        lost.published(2);
        lost.received(1);
        DemoTally forged = new DemoTally();
        forged.published(0);
        forged.forgery(false);

        assertThat(lost.isGood()).isFalse();
        assertThat(forged.isGood()).isFalse();
    }
}
