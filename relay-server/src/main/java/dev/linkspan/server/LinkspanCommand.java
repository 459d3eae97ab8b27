package dev.linkspan.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line's root: shows the help. */
@Command(
        name = "linkspan",
        description = "ActivityPub relay: servers that subscribe receive each other's public posts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            VerifyCommand.class,
            InspectCommand.class,
            CanonicalizeCommand.class,
            KeysCommand.class,
            LookupCommand.class,
            WebFingerCommand.class,
            NodeInfoCommand.class,
            InboxCommand.class,
            StatusCommand.class,
            OperatorCommand.Subscriptions.class,
            OperatorCommand.Domains.class
        })
final class LinkspanCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
