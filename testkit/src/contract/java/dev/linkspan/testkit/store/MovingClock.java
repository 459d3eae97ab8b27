package dev.linkspan.testkit.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that the test moves. */
public final class MovingClock implements InstantSource {

    private Instant now = Entries.NOW;

    /** One that stands at {@link Entries#NOW}. */
    public MovingClock() {}

    /** Lets time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
