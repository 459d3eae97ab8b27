package dev.linkspan.server;

import dev.linkspan.delivery.DeliveryStatus;
import dev.linkspan.delivery.DeliveryStatus.LaneStatus;
import dev.linkspan.delivery.Outcome;
import dev.linkspan.federation.RelayService;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the destinations are doing, as JSON; docs/operations.md says what its words mean. */
final class StatusReport {

    /** Waiting no longer than this is not worth a word: cursors are written and swept within it. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    /** The age of what waits is looked up in the log for so many positions at most, the furthest behind first. */
    private static final int LOOKS = 100;

    private final RelayService service;
    private final InstantSource clock;
    private final Map<Long, Optional<Instant>> looks = new HashMap<>();

    /** A report, for one use. */
    StatusReport(RelayService service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
    }

    /** All destinations, those in trouble first, then those furthest behind. */
    JsonArrayBuilder lanes(DeliveryStatus delivery) {
        Store store = service.store();
        Map<String, Lane> stored =
                store.lanes().all().stream().collect(Collectors.toMap(Lane::authority, Function.identity()));
        List<LaneStatus> byLag = delivery.lanes().stream()
                .sorted(Comparator.comparingLong(LaneStatus::lag).reversed().thenComparing(LaneStatus::authority))
                .toList();
        JsonArrayBuilder list = JsonText.array();
        byLag.forEach(lane -> list.add(lane(lane, Optional.ofNullable(stored.get(lane.authority())))));
        return list;
    }

    private JsonObjectBuilder lane(LaneStatus lane, Optional<Lane> stored) {
        Optional<Instant> oldest = lane.lag() == 0 ? Optional.empty() : acceptedBehind(lane.cursor());
        Optional<Lane.Replay> replay = stored.flatMap(Lane::replay).filter(r -> r.resume() > lane.cursor());
        JsonObjectBuilder json = JsonText.object()
                .add("host", lane.authority())
                .add("state", state(lane, replay, oldest))
                .add("health", lane.health().name().toLowerCase(Locale.ROOT))
                .add("waiting", lane.lag())
                .add("oldestWaiting", text(oldest))
                .add("setAside", lane.stragglers())
                .add("inFlight", lane.inFlight())
                .add("failures", lane.failures())
                .add("failingSince", text(stored.flatMap(s -> s.progress().failingSince())))
                .add("lastSuccess", text(lane.lastSuccess()))
                .add("nextAttempt", text(lane.nextAttempt()))
                .add(
                        "scheme",
                        lane.scheme()
                                .map(s -> s.name().toLowerCase(Locale.ROOT))
                                .orElse(""))
                .add("lastOutcome", lane.lastOutcome().map(StatusReport::words).orElse(""))
                .add("skipped", lane.skipped())
                .add("servedBy", lane.servedBy().orElse(""));
        replay.ifPresent(r -> json.add("replayLeft", Math.max(0, r.until() - lane.cursor())));
        return json;
    }

    private String state(LaneStatus lane, Optional<Lane.Replay> replay, Optional<Instant> oldest) {
        if (lane.health() == Health.SUSPENDED) {
            return "suspended";
        }
        if (lane.nextAttempt().isPresent()) {
            return "paused";
        }
        if (lane.target().isEmpty()) {
            return "leaving";
        }
        if (replay.isPresent()) {
            return "replaying";
        }
        if (lane.failures() > 0) {
            return "retrying";
        }
        boolean late =
                oldest.filter(o -> o.plus(USUAL).isBefore(clock.instant())).isPresent();
        return late ? "behind" : "current";
    }

    private Optional<Instant> acceptedBehind(long cursor) {
        if (!looks.containsKey(cursor) && looks.size() >= LOOKS) {
            return Optional.empty();
        }
        return looks.computeIfAbsent(
                cursor,
                from -> service.store().log().read(from, 1, 1).stream()
                        .findFirst()
                        .map(LogEntry::acceptedAt));
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> "taken with " + delivered.status();
            case Outcome.RetryAt retry -> retry.reason();
            case Outcome.Refused refused -> "refused with " + refused.status() + ": " + refused.reason();
            case Outcome.Gone gone -> "gone, says " + gone.status();
            case Outcome.GaveUp gaveUp -> "given up: " + gaveUp.reason();
        };
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse("");
    }
}
