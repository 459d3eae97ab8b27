package dev.linkspan.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
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
        DemoFolder folder = DemoFolder.create();
        Path log = folder.path().resolve("relay.log");
        // Read when the first logger is made, which is after this: what the relay has to say must not disturb the
        // picture.
        System.setProperty("logback.configurationFile", "dev/linkspan/server/logback-demo.xml");
        System.setProperty("linkspan.demo.log", log.toString());
        PrintWriter out = spec.commandLine().getOut();
        DemoScreen screen = new DemoScreen(out, !plain && Ansi.AUTO.enabled());
        DemoEnd end = DemoEnd.onExit(folder);
        boolean good = false;
        try (DemoStage stage = DemoStage.start(folder.path())) {
            end.closes(stage);
            good = new DemoPlay(stage, screen, PATIENCE).run();
            if (keep) {
                screen.kept(stage, log);
                end.await();
            }
        } finally {
            if (!end.hasCome()) {
                end.cancel();
                if (good) {
                    folder.remove();
                } else {
                    screen.failed(log);
                }
            }
        }
        return good ? 0 : 1;
    }
}
