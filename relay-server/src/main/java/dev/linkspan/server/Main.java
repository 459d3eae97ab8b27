package dev.linkspan.server;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/** The entry of {@code linkspan}. */
public final class Main {

    private static final long WATCH_NANOS = 20_000_000;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        endWithLauncher();
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String... args) {
        try {
            return commandLine(environment, args).execute(args);
        } catch (IllegalArgumentException e) {
            System.err.println("linkspan: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    /**
     * The command line with its settings from elsewhere.
     *
     * @throws IllegalArgumentException if a settings file is named and not there
     */
    static CommandLine commandLine(Map<String, String> environment, String... args) {
        CommandLine commandLine = new CommandLine(new LinkspanCommand());
        commandLine.setDefaultValueProvider(new SettingsProvider(environment, args));
        commandLine.setExecutionExceptionHandler(new ExplainingHandler());
        return commandLine;
    }

    /** Whoever kills the launcher means this process. */
    private static void endWithLauncher() {
        String launcher = System.getProperty("linkspan.launcher.pid");
        if (launcher != null) {
            ProcessHandle.of(Long.parseLong(launcher)).ifPresent(Main::endWith);
        }
    }

    private static void endWith(ProcessHandle parent) {
        Thread.ofPlatform().daemon().name("linkspan-launcher-watch").start(() -> {
            // Asked, not waited for: onExit() of a process that is not ours answers seconds late.
            while (parent.isAlive()) {
                LockSupport.parkNanos(WATCH_NANOS);
            }
            Runtime.getRuntime().halt(137);
        });
    }
}
