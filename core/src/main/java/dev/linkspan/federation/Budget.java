package dev.linkspan.federation;

/**
 * Something of which there is only so much at once. The last quarter is kept for those who hold little: whoever holds more
 * than a sixteenth gets none of it, so that one sender cannot take everything. Not thread-safe.
 */
final class Budget {

    private static final int RESERVED = 4;
    private static final int SMALL = 16;

    private final long limit;
    private long used;

    Budget(long limit) {
        this.limit = limit;
    }

    /** What one sender alone can hold. */
    static long open(long limit) {
        return limit - limit / RESERVED;
    }

    /** How an attempt to take some ended. */
    enum Grant {
        GIVEN,
        /** All of it is in use. */
        EXHAUSTED,
        /** What is left is for others. */
        RESERVED
    }

    /** What taking so much would end in, for somebody who holds some already. */
    Grant ask(long amount, long held) {
        if (amount > limit - used) {
            return Grant.EXHAUSTED;
        }
        boolean small = held + amount <= Math.max(1, limit / SMALL);
        return small || used + amount <= open(limit) ? Grant.GIVEN : Grant.RESERVED;
    }

    void take(long amount) {
        used += amount;
    }

    void giveBack(long amount) {
        used -= amount;
    }

    long used() {
        return used;
    }
}
