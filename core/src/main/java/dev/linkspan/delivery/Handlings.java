package dev.linkspan.delivery;

import dev.linkspan.delivery.Outcome.Cause;
import dev.linkspan.delivery.Slot.Hopeless;
import dev.linkspan.store.LogEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Hands entries to the application, and what it will never deal with to where that is kept. Whatever happens, each handling
 * ends exactly once.
 */
final class Handlings {

    /** Nobody had anything to do with it: that it went well does not show that the application works. */
    static final Outcome.Delivered UNHEARD = new Outcome.Delivered(204);

    private static final Outcome.Delivered DONE = new Outcome.Delivered(200);

    private final ApplicationLane application;
    private final LogTail tail;
    private final int maxAttempts;
    private final Backoff backoff;
    private final Executor handlers;
    private final InstantSource clock;
    private final Reporter reporter;
    private final Ended ended;

    /** Hears how handlings end. */
    interface Ended {
        void handled(LaneHandle lane, Slot slot, Outcome outcome, Instant now);
    }

    Handlings(
            ApplicationLane application,
            LogTail tail,
            DeliverySettings settings,
            Backoff backoff,
            Executor handlers,
            InstantSource clock,
            Reporter reporter,
            Ended ended) {
        this.application = application;
        this.tail = tail;
        this.maxAttempts = settings.applicationAttempts();
        this.backoff = backoff;
        this.handlers = handlers;
        this.clock = clock;
        this.reporter = reporter;
        this.ended = ended;
    }

    void start(LaneHandle lane, Slot slot) {
        try {
            handlers.execute(() -> end(lane, slot, handle(lane, slot)));
        } catch (RuntimeException e) {
            end(lane, slot, ownFault("our own fault: " + e)); // we are closing
        }
    }

    private void end(LaneHandle lane, Slot slot, Outcome outcome) {
        ended.handled(lane, slot, outcome, clock.instant());
    }

    private Outcome handle(LaneHandle lane, Slot slot) {
        if (!lane.maySend()) {
            return ownFault("another node may serve the lane");
        }
        try {
            Optional<TailEntry> found = tail.find(slot.offset);
            return found.isEmpty()
                    ? new Outcome.GaveUp("no longer in the log")
                    : handle(lane, slot, found.get().entry());
        } catch (RuntimeException | Error e) {
            reporter.fault("handing entry " + slot.offset + " to the application", e);
            return ownFault("our own fault: " + e);
        }
    }

    private Outcome handle(LaneHandle lane, Slot slot, LogEntry entry) {
        int attempt;
        Hopeless hopeless;
        synchronized (lane) {
            attempt = slot.attempts + 1;
            hopeless = slot.hopeless;
        }
        if (hopeless != null) {
            return bury(entry, hopeless, attempt); // the application said so; only the dead letter is missing
        }
        return switch (ask(entry)) {
            case Handled.Done done -> done.heard() ? DONE : UNHEARD;
            case Handled.Later later ->
                attempt < maxAttempts
                        ? later(attempt, later.reason())
                        : bury(lane, slot, entry, attempt, later.reason());
            case Handled.Never never -> bury(lane, slot, entry, attempt, never.reason());
        };
    }

    private Handled ask(LogEntry entry) {
        try {
            return Objects.requireNonNull(application.handle(entry), "the application's verdict");
        } catch (RuntimeException | Error e) {
            reporter.fault("the application, handling entry " + entry.offset(), e);
            return new Handled.Later(e.toString());
        }
    }

    private Outcome bury(LaneHandle lane, Slot slot, LogEntry entry, int attempts, String reason) {
        Hopeless hopeless = new Hopeless(attempts, reason);
        synchronized (lane) {
            slot.hopeless = hopeless;
        }
        return bury(entry, hopeless, attempts);
    }

    private Outcome bury(LogEntry entry, Hopeless hopeless, int attempt) {
        try {
            application.deadLetter(entry, hopeless.attempts(), hopeless.reason());
            return new Outcome.GaveUp(hopeless.reason());
        } catch (RuntimeException | Error e) {
            reporter.fault("the application, keeping dead letter " + entry.offset(), e);
            return later(attempt, "the dead letter was not kept: " + e);
        }
    }

    private Outcome later(int attempt, String reason) {
        return new Outcome.RetryAt(clock.instant().plus(backoff.delay(attempt)), Cause.ERROR, reason);
    }

    private Outcome ownFault(String reason) {
        return OutcomeRules.ownFault(reason, clock.instant());
    }
}
