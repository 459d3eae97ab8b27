package dev.linkspan.client;

import java.time.Duration;

/**
 * How much one task may fetch, over all that it follows: one question to the network leads to the next (a name, its actor,
 * its key, its posts), and strangers write where they lead.
 *
 * @param requests how many requests, redirects and second attempts included
 * @param bytes how many bytes of answers
 * @param time how long from the first request on
 */
public record FetchBudget(int requests, long bytes, Duration time) {

    /** 24 requests, 4 MiB, 30 s: finding an account with its name confirmed in both directions takes 4 requests as a rule. */
    public static final FetchBudget DEFAULT = new FetchBudget(24, 4L << 20, Duration.ofSeconds(30));

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public FetchBudget {
        if (requests < 1 || bytes < 1 || !time.isPositive()) {
            throw new IllegalArgumentException(
                    "requests: " + requests + ", bytes: " + bytes + ", time: " + time + " (expected: all positive)");
        }
    }
}
