package dev.linkspan.server;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonValue;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All about keys: those of the running relay, and any that lie in a file. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Lists and replaces the keys of the running relay; shows what a key is.",
        subcommands = {KeysCommand.ListKeys.class, KeysCommand.Rotate.class, KeysInspectCommand.class})
final class KeysCommand {

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the relay's keys: state, id, since when, until when, fingerprint.")
    static final class ListKeys extends OperatorCommand {
        @Override
        Order order() {
            return new Order("keys", JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Replaces the key that the relay signs with.",
                "Subscribers are told by an Update which the old key signs; each then gets what the new one signs."
            })
    static final class Rotate extends OperatorCommand {
        @Option(
                names = "--overlap",
                defaultValue = "7d",
                paramLabel = "TIME",
                converter = TimeSpan.class,
                description = "How long the old key can still be found: 1m to 90d. Default: ${DEFAULT-VALUE}")
        @SuppressWarnings("NullAway.Init") // set by picocli before order()
        private Duration overlap;

        @Override
        Order order() {
            return new Order(
                    "keys/rotate",
                    JsonText.object().add("overlap", overlap.toString()).build());
        }
    }
}
