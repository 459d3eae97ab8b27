package dev.linkspan.delivery;

import dev.linkspan.delivery.Outcome.Cause;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A breaker per destination: closed; open until {@link #pausedUntil()}; then half-open for one probe. Failures count once per
 * round, so that a window of eight that fails at once is one failure and not eight. Pure, guarded by the lane's lock.
 */
final class LaneHealth {

    /** Rounds of failures in a row, with no success between, that pause a lane. */
    static final int FAILURES_TO_PAUSE = 3;

    /** As many entries in a row answered 404, and that for this long, mean that the inbox is not there. */
    static final int NOT_FOUND_IN_A_ROW = 20;

    static final Duration NOT_FOUND_FOR = Duration.ofDays(1);

    private final DeliverySettings settings;
    private Health health;
    private int failures;
    private @Nullable Instant failingSince; // null: it does not fail
    private @Nullable Instant pausedUntil; // null: the breaker is closed
    private @Nullable Instant lastSuccess; // null: never
    private @Nullable Instant lastRevival; // null: never

    private @Nullable Instant heldUpUntil; // null: it did not fail since our start

    /** The destination itself asked for the pause: nothing but time ends it. */
    private boolean asked;

    /** The first entry that failed since the last success, 0 if none; and whether another one failed as well. */
    private long firstFailed;

    private boolean several;

    private long round = 1;
    private final Window window;

    /** Whether what fails is the entries, and never the destination: the application is always there. */
    private final boolean alwaysThere;

    LaneHealth(LaneProgress progress, DeliverySettings settings) {
        this.settings = settings;
        this.health = progress.health();
        this.failures = progress.failures();
        this.failingSince = progress.failingSince().orElse(null);
        this.pausedUntil = progress.nextAttempt().orElse(null);
        this.lastSuccess = progress.lastSuccess().orElse(null);
        this.alwaysThere = progress.authority().equals(Lane.APPLICATION);
        this.window = alwaysThere ? Window.fixed(settings.applicationWindow()) : new Window(settings.maxWindow());
    }

    boolean isPaused() {
        return pausedUntil != null;
    }

    boolean isSuspended() {
        return health == Health.SUSPENDED;
    }

    /** Whether an inbound request would change anything. */
    boolean isTroubled() {
        return failures > 0 || pausedUntil != null || health == Health.SUSPENDED;
    }

    Health health() {
        return health;
    }

    int failures() {
        return failures;
    }

    Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    Optional<Instant> pausedUntil() {
        return Optional.ofNullable(pausedUntil);
    }

    Optional<Instant> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    long round() {
        return round;
    }

    boolean isAlwaysThere() {
        return alwaysThere;
    }

    /** How many may be under way. */
    int window() {
        return pausedUntil == null ? window.size() : 1;
    }

    /** How long it may let us wait for an answer before it gets nothing more until one comes. */
    Duration patience() {
        return window.patience();
    }

    /**
     * The destination took a post.
     *
     * @param took from sending to the answer
     * @param wasFull whether as many were under way as were permitted
     */
    void delivered(Slot slot, Duration took, boolean wasFull, Instant now) {
        lastSuccess = now;
        answers(slot, now);
        window.taken(took, wasFull, now);
    }

    /** The destination is there and judges requests, even if it did not want this one. */
    void answers(Slot slot, Instant now) {
        calm(now);
        if (slot.probe || !asked) {
            open();
        }
    }

    /** There is no such inbox, it says; one such answer may be about the entry, many in a row are not. */
    void notFound(Slot slot, Instant now) {
        count(slot, now);
        if (health == Health.SUSPENDED
                || (failures >= NOT_FOUND_IN_A_ROW && failingFor(now).compareTo(NOT_FOUND_FOR) >= 0)) {
            suspend(now);
        } else if (slot.probe) {
            open();
        }
    }

    /** The inbox is gone. */
    void gone(Slot slot, Instant now) {
        count(slot, now);
        suspend(now);
    }

    /** An attempt failed that is to be repeated. */
    void failed(Slot slot, Outcome.RetryAt retry, Instant now) {
        if (alwaysThere) {
            return;
        }
        if (retry.cause() == Cause.OURS) {
            if (slot.probe) {
                pausedUntil = retry.when();
            }
            return;
        }
        if (slot.straggler && !slot.probe && retry.cause() != Cause.ASKED) {
            return; // known to fail by itself
        }
        count(slot, now);
        if (retry.cause() == Cause.ASKED) {
            asked = true;
            pause(retry.when(), now);
        } else if (slot.probe) {
            asked = false;
            pausedUntil = null;
            pause(retry.when(), now);
        } else if (failures >= FAILURES_TO_PAUSE && (several || retry.cause() == Cause.NO_ANSWER)) {
            pause(retry.when(), now);
        }
    }

    /**
     * The host spoke to us: it is alive, so try it now, with a single probe.
     *
     * @return whether anything changed
     */
    boolean revive(Instant now) {
        boolean ownPause = asked && health == Health.ACTIVE;
        if (!isTroubled()
                || ownPause
                || (lastRevival != null
                        && lastRevival.plus(settings.revivalInterval()).isAfter(now))) {
            return false;
        }
        lastRevival = now;
        health = Health.ACTIVE;
        calm(now);
        if (pausedUntil != null && pausedUntil.isAfter(now)) {
            pausedUntil = now;
        }
        return true;
    }

    /** Ends a pause that lasts beyond a moment; what began to fail in the future began now. */
    void mend(Instant latest, Instant now) {
        if (failingSince != null && failingSince.isAfter(now)) {
            failingSince = now;
        }
        if (pausedUntil != null && pausedUntil.isAfter(latest)) {
            pausedUntil = now;
        }
    }

    /** Whether it has been failing for so long that nobody needs it any more. */
    boolean isExpired(Instant now) {
        return health == Health.SUSPENDED && isHopeless(now);
    }

    /** Whether nothing was taken for as long as a subscription may fail. */
    boolean isHopeless(Instant now) {
        return failingFor(now).compareTo(settings.expireAfter()) >= 0;
    }

    /** Whether what was accepted then had to wait because the destination failed. */
    boolean heldUp(Instant acceptedAt) {
        return heldUpUntil != null && !acceptedAt.isAfter(heldUpUntil);
    }

    private void calm(Instant now) {
        heldUpUntil = failures > 0 ? now : heldUpUntil;
        failures = 0;
        failingSince = null;
        firstFailed = 0;
        several = false;
    }

    private void count(Slot slot, Instant now) {
        if (failingSince == null) {
            failingSince = now;
        }
        if (firstFailed == 0) {
            firstFailed = slot.offset;
        } else if (firstFailed != slot.offset && !several) {
            several = true;
            // What one entry did alone was not the host's record.
            failures = pausedUntil == null ? Math.min(failures, 1) : failures;
        }
        if (slot.round == round || slot.probe) {
            failures++;
            round++;
            window.failed();
        }
    }

    private void pause(Instant until, Instant now) {
        if (health == Health.SUSPENDED || failingFor(now).compareTo(settings.suspendAfter()) >= 0) {
            suspend(now);
        } else if (pausedUntil == null || pausedUntil.isBefore(until)) {
            pausedUntil = until;
        }
    }

    private void suspend(Instant now) {
        health = Health.SUSPENDED;
        asked = false;
        pausedUntil = now.plus(settings.probeInterval());
    }

    private void open() {
        if (pausedUntil != null) {
            window.reset();
        }
        health = Health.ACTIVE;
        pausedUntil = null;
        asked = false;
    }

    private Duration failingFor(Instant now) {
        return failingSince == null ? Duration.ZERO : Duration.between(failingSince, now);
    }
}
