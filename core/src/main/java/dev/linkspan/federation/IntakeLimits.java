package dev.linkspan.federation;

/**
 * How much a relay takes at once. What would be over a limit is refused with 503 and {@code Retry-After} before any work is
 * done for it; the sender keeps it and comes again.
 *
 * @param requests how many posts are worked on at once, from their head to their answer; 1,024 unless configured: what the
 *     relay accepts in half a second on two cores, and as many virtual threads
 * @param bodyBytes how many bytes of bodies are held at once; 16 MiB unless configured: parsed, JSON takes about seven times
 *     its length, which is half of a heap of 256 MiB
 * @param waitingActs how many acts may wait for the store's writer; 512 unless configured: two of its transactions, so that
 *     nobody waits long behind them
 * @param minFreeBytes how much room the disk of the data folder must have; 512 MiB unless configured: the write-ahead log, a
 *     copy of what is checkpointed, and room to forget old entries in
 * @param maxStoredBytes how much the stored data may take; 32 GiB unless configured: a week of 10 activities a second, 5 KB
 *     each. Where the engine does not tell (PostgreSQL), its server's own limit counts
 */
public record IntakeLimits(int requests, long bodyBytes, int waitingActs, long minFreeBytes, long maxStoredBytes) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    public IntakeLimits {
        positive("intake-requests", requests);
        positive("intake-body-bytes", bodyBytes);
        positive("intake-waiting-acts", waitingActs);
        positive("intake-stored-bytes", maxStoredBytes);
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("intake-free-bytes: " + minFreeBytes + " (expected: 0 or more)");
        }
    }

    /** The defaults. */
    public static IntakeLimits defaults() {
        return new IntakeLimits(1_024, 16L << 20, 512, 512L << 20, 32L << 30);
    }

    /** These limits with another number of posts at once. */
    public IntakeLimits withRequests(int posts) {
        return new IntakeLimits(posts, bodyBytes, waitingActs, minFreeBytes, maxStoredBytes);
    }

    /** These limits with another number of bytes of bodies. */
    public IntakeLimits withBodyBytes(long bytes) {
        return new IntakeLimits(requests, bytes, waitingActs, minFreeBytes, maxStoredBytes);
    }

    /** These limits with another number of acts that may wait. */
    public IntakeLimits withWaitingActs(int acts) {
        return new IntakeLimits(requests, bodyBytes, acts, minFreeBytes, maxStoredBytes);
    }

    /** These limits with other bounds of what is stored: what must stay free, and what it may take, in bytes. */
    public IntakeLimits withStorage(long freeBytes, long storedBytes) {
        return new IntakeLimits(requests, bodyBytes, waitingActs, freeBytes, storedBytes);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
        }
    }
}
