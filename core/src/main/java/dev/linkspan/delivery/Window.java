package dev.linkspan.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/*
 * TCP Vegas [1] for posts: a queue at the destination shows in the time that it takes to answer before it shows in errors. The
 * window grows while the smoothed time stays near the best one seen, holds when it is above, and shrinks when it is far above.
 * Until that happens for the first time it grows by one with each answer, afterwards by one with each full window of them.
 *
 * [1] Brakmo, Peterson: TCP Vegas, IEEE JSAC 13(8), 1995
 */
/** How many posts may be under way to one destination. Pure, guarded by the lane's lock. */
final class Window {

    /** How many are under way at first, and again after a pause. */
    static final int FIRST = 2;

    /** What is no queue: connections are opened, garbage is collected, and threads wait for a core on both sides. */
    static final Duration FLOOR = Duration.ofMillis(50);

    /** Whoever takes longer to answer than this gets no more posts at once, whatever its best time is. */
    static final Duration SLOW = Duration.ofSeconds(2);

    /** How long the best time is remembered: routes and machines change. */
    static final Duration BEST_KEPT = Duration.ofMinutes(10);

    private static final float FLOOR_MILLIS = FLOOR.toMillis();
    private static final float SLOW_MILLIS = SLOW.toMillis();
    private static final float NEAR = 1.5f;
    private static final float FAR = 3f;
    private static final float SMOOTHING = 1 / 8f; // RFC 6298 section 2.3
    private static final float SHRINK = 0.75f;

    private final int max;
    private final boolean fixed;
    private float size;
    private boolean careful;
    private float smoothed; // in milliseconds; 0: nothing measured
    private float best; // in milliseconds
    private float nextBest; // the best of the second half of the time for which one is kept
    private long bestSince; // epoch milliseconds

    /** The number of answers to wait for until a shrunken window has shown what it does. */
    private int patience;

    Window(int max) {
        this(max, Math.min(FIRST, max), false);
    }

    private Window(int max, int size, boolean fixed) {
        this.max = max;
        this.size = size;
        this.fixed = fixed;
    }

    /** A window that is what it is, however long answers take: what is under way is nobody's queue. */
    static Window fixed(int size) {
        return new Window(size, size, true);
    }

    /** How many may be under way. */
    int size() {
        return (int) size;
    }

    /** How long no answer at all means nothing yet: four times the smoothed time, at least 1 s as in RFC 6298 section 2.4. */
    Duration patience() {
        return fixed ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(Math.max(1_000, (long) (4 * smoothed)));
    }

    /**
     * The destination took a post.
     *
     * @param took from sending to the answer
     * @param wasFull whether the window was used up meanwhile: what is not used shows nothing about a larger one
     */
    void taken(Duration took, boolean wasFull, Instant now) {
        if (fixed) {
            return;
        }
        float millis = took.toNanos() / 1e6f;
        measure(millis, now.toEpochMilli());
        if (patience > 0) {
            patience--;
            return;
        }
        if (smoothed > FAR * best + FLOOR_MILLIS) {
            careful = true;
            size = Math.max(1, size * SHRINK);
            patience = size();
        } else if (Math.max(smoothed, millis) > NEAR * best + FLOOR_MILLIS) {
            careful = true; // the last one counts as well: the smoothed time follows slowly
        } else if (wasFull && millis <= SLOW_MILLIS) {
            size = Math.min(max, size + (careful ? 1 / size : 1));
        }
    }

    /** A round of posts failed. */
    void failed() {
        if (fixed) {
            return;
        }
        careful = true;
        size = Math.max(1, size() / 2);
        patience = 0;
    }

    /** Begins anew, as after a pause. */
    void reset() {
        if (fixed) {
            return;
        }
        size = Math.min(FIRST, max);
        careful = false;
        patience = 0;
        smoothed = 0;
        best = 0;
    }

    private void measure(float millis, long now) {
        if (millis <= 0) {
            return; // the clock was set back
        }
        if (smoothed == 0) {
            smoothed = millis;
            best = millis;
            nextBest = millis;
            bestSince = now;
            return;
        }
        smoothed += SMOOTHING * (millis - smoothed);
        best = Math.min(best, millis);
        nextBest = Math.min(nextBest, millis);
        if (now - bestSince >= BEST_KEPT.toMillis() / 2) {
            best = nextBest;
            nextBest = smoothed;
            bestSince = now;
        }
    }
}
