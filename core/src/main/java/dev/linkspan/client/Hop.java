package dev.linkspan.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where a fetch has got to.
 *
 * @param uri what to request
 * @param redirectsLeft how many redirects may follow
 * @param mayRetry whether the one retry is still to spend
 * @param end when the whole fetch ends, on the scale of {@link System#nanoTime()}
 */
record Hop(URI uri, int redirectsLeft, boolean mayRetry, long end) {

    static final int REDIRECTS = 3;

    Hop {
        uri = Redirects.plain(uri);
    }

    /** The first hop of a fetch that may take this long. */
    static Hop first(URI uri, Duration deadline) {
        return new Hop(uri, REDIRECTS, true, System.nanoTime() + deadline.toNanos());
    }

    boolean isRedirected() {
        return redirectsLeft < REDIRECTS;
    }

    Hop retried() {
        return new Hop(uri, redirectsLeft, false, end);
    }

    Hop redirectedTo(URI target) {
        return new Hop(target, redirectsLeft - 1, mayRetry, end);
    }
}
