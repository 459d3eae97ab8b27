package dev.linkspan.server;

import picocli.CommandLine.Command;

/** All about keys. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Shows keys.",
        subcommands = {KeysInspectCommand.class})
final class KeysCommand {}
