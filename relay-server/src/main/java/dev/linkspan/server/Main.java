package dev.linkspan.server;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/** The entry of {@code linkspan}. */
public final class Main {

    private static final long WATCH_NANOS = 20_000_000;

    private static final Set<String> ONCE =
            Set.of("verify", "inspect", "canonicalize", "keys", "lookup", "webfinger", "nodeinfo");

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        endWithLauncher();
        prepare(args);
        System.exit(run(System.getenv(), args));
    }

    /** A command that verifies once and ends: no engine pays off, and nobody wants to read which one it is. */
    private static void prepare(String... args) {
        if (args.length > 0 && ONCE.contains(args[0])) {
            setDefault("linkspan.signature.provider", "jdk");
            setDefault("LINKSPAN_LOG_LEVEL", "WARN");
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
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
     * @throws IllegalArgumentException if a settings file cannot be read or has settings that nobody knows
     */
    static CommandLine commandLine(Map<String, String> environment, String... args) {
        CommandLine commandLine = new CommandLine(new LinkspanCommand());
        SettingsProvider settings = new SettingsProvider(environment, args);
        settings.refuseUnknown(settingNames(commandLine));
        commandLine.setDefaultValueProvider(settings);
        commandLine.setExecutionExceptionHandler(new ExplainingHandler());
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            // One sentence: a page of usage hides it.
            CommandLine command = e.getCommandLine();
            command.getErr().println("linkspan: " + e.getMessage());
            command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
            return CommandLine.ExitCode.USAGE;
        });
        return commandLine;
    }

    /** The long names of all options of all commands, without the dashes. */
    private static Set<String> settingNames(CommandLine commandLine) {
        Set<String> names = new HashSet<>();
        commandLine
                .getCommandSpec()
                .options()
                .forEach(option -> names.add(option.longestName().replaceFirst("^--", "")));
        commandLine.getSubcommands().values().forEach(subcommand -> names.addAll(settingNames(subcommand)));
        return names;
    }

    /** Whoever kills the launcher means this process. */
    private static void endWithLauncher() {
        String launcher = System.getProperty("linkspan.launcher.pid");
        if (launcher != null) {
            endWith(Long.parseLong(launcher));
        }
    }

    private static void endWith(long launcher) {
        Thread.ofPlatform().daemon().name("linkspan-launcher-watch").start(() -> {
            // Asked, not waited for: onExit() of a process that is not ours answers seconds late, and a killed
            // one counts as alive until somebody buries it. An orphan gets another parent at once.
            while (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == launcher) {
                LockSupport.parkNanos(WATCH_NANOS);
            }
            Runtime.getRuntime().halt(137);
        });
    }
}
