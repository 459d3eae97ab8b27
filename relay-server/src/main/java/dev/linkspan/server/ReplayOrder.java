package dev.linkspan.server;

import dev.linkspan.federation.RelayService;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.ReplayResult;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The order to send one subscriber a span of time once more. */
final class ReplayOrder {

    private final RelayService service;
    private final InstantSource clock;

    ReplayOrder(RelayService service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
    }

    /**
     * Carries it out.
     *
     * @throws IllegalArgumentException saying why there is nothing to carry out
     */
    JsonObject run(JsonObject arguments) {
        String lane = lane(arguments.getString("host", ""));
        Instant from = moment("from", arguments.getString("from", ""));
        Instant to = arguments.containsKey("to") ? moment("to", arguments.getString("to", "")) : clock.instant();
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from: " + from + " (expected: before " + to + ")");
        }
        return switch (service.store().lanes().replay(lane, from, to)) {
            case ReplayResult.Started started -> started(lane, from, to, started.entries());
            case ReplayResult.Nothing nothing ->
                throw new IllegalArgumentException("the log holds nothing from " + from + " to " + to + " that " + lane
                        + " has dealt with"
                        + logBegin().map(begin -> "; it begins at " + begin).orElse("; it is empty"));
            case ReplayResult.NotSubscribed notSubscribed ->
                throw new IllegalArgumentException(lane + " has no accepted subscription");
            case ReplayResult.UnderWay underWay ->
                throw new IllegalArgumentException(
                        "an earlier replay for " + lane + " is not over; see how far it is in the status");
        };
    }

    private JsonObject started(String lane, Instant from, Instant to, long entries) {
        JsonObjectBuilder answer = JsonText.object()
                .add("host", lane)
                .add("from", from.toString())
                .add("to", to.toString())
                .add("entries", entries);
        // Whoever asked for more than is kept should know.
        logBegin().filter(from::isBefore).ifPresent(begin -> answer.add("logBegins", begin.toString()));
        return answer.build();
    }

    private Optional<Instant> logBegin() {
        return service.store().log().read(0, 1, 1).stream().findFirst().map(LogEntry::acceptedAt);
    }

    /** A lane may have a port, so a host's canonical spelling is not enough. */
    private static String lane(String typed) {
        return Authority.of("https://" + typed.strip())
                .map(Authority::toString)
                .orElseThrow(() -> new IllegalArgumentException(
                        "host: '" + typed + "' (expected: a host name such as example.org)"));
    }

    private static Instant moment(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + ": '" + text + "' (expected: such as 2026-11-21T09:00:00Z)", e);
        }
    }
}
