package dev.linkspan.server;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkspan subscriptions replay}: sends one subscriber a span of time once more. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a subscriber once more what was accepted in a span of time.",
            "Only what is still in the log can be sent: see --keep-delivered of serve. Servers know what they have"
                    + " by its id, and take the rest."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before order()
final class ReplayCommand extends OperatorCommand {

    @Parameters(paramLabel = "HOST", description = "The subscriber's host, as in the status.")
    private String host;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = PointInTime.class,
            description = "From then on: so long ago, such as 2h, or such as 2026-11-21T09:00:00Z.")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = PointInTime.class,
            description = "Up to then. Default: now")
    private Optional<Instant> to;

    @Override
    Order order() {
        JsonObjectBuilder arguments = JsonText.object().add("host", host).add("from", from.toString());
        to.ifPresent(moment -> arguments.add("to", moment.toString()));
        return new Order("subscriptions/replay", arguments.build());
    }
}
