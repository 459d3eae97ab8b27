package dev.linkspan.testkit;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong at an inbox, before any rule. */
sealed interface Fault {

    /** Nothing. */
    enum None implements Fault {
        NONE
    }

    /** Every post gets this status. */
    record Status(int status, Optional<Duration> retryAfter) implements Fault {}

    /** Every post waits for this long, then is treated as ever. */
    record Slow(Duration delay) implements Fault {}

    /** No post gets an answer, but the connection stays. */
    enum Hang implements Fault {
        HANG
    }

    /** The connection ends instead of an answer. */
    enum Drop implements Fault {
        DROP
    }
}
