package dev.linkspan.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code linkspan demo}: a relay and three servers on loopback, and what happens between them, live. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows a relay at work: starts one and three small independent servers on this machine,",
            "publishes a dozen posts and checks who received what. Ends with exit code 0 if all arrived."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", description = "Leave everything running afterwards, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--plain", description = "No colours.")
    private boolean plain;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("linkspan-demo-");
        Path log = folder.resolve("relay.log");
        // Read when the first logger is made, which is after this: what the relay has to say must not disturb the
        // picture.
        System.setProperty("logback.configurationFile", "dev/linkspan/server/logback-demo.xml");
        System.setProperty("linkspan.demo.log", log.toString());
        PrintWriter out = spec.commandLine().getOut();
        DemoScreen screen = new DemoScreen(out, !plain && Ansi.AUTO.enabled());
        boolean good = false;
        try (DemoStage stage = DemoStage.start(folder)) {
            good = new DemoPlay(stage, screen, PATIENCE).run();
            if (keep) {
                screen.kept(stage, log);
                waitForEnd(stage);
            }
        } finally {
            if (!good) {
                screen.failed(log);
            } else if (!keep) {
                delete(folder);
            }
        }
        return good ? 0 : 1;
    }

    /** Until the process is told to stop; stopping waits until the stage is closed. */
    private static void waitForEnd(DemoStage stage) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stage.close();
            stop.countDown();
        }));
        stop.await();
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
