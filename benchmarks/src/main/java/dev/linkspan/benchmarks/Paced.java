package dev.linkspan.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Starts activities at fixed times; a failed post ends the run. */
record Paced(int first, double perSecond, long begin) implements Publishing.Hooks {

    /**
     * A pace from now on.
     *
     * @param first the activity that is due now
     * @param perSecond how many follow in a second; 0: as fast as answered
     */
    Paced(int first, double perSecond) {
        this(first, perSecond, System.nanoTime());
    }

    @Override
    public void before(int activity) {
        if (perSecond == 0) {
            return;
        }
        long due = begin + (long) ((activity - first) * 1e9 / perSecond);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    @Override
    public void sent(int activity) {}

    @Override
    public void failed(int activity, String why) {
        throw new IllegalStateException("activity " + activity + ": " + why + " (expected: 202)");
    }
}
