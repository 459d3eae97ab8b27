package dev.linkspan.build;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures work in bytes that the calling thread allocates. Unlike time it is the same in each run and on each machine,
 * so a test may set it a limit. Work that hands over to other threads is not seen.
 */
public final class Work {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first run also loads classes and fills caches. */
    private static final int RUNS = 3;

    private Work() {}

    /** The bytes that the work allocates: the least of a few runs. */
    public static long allocatedBytes(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            least = Math.min(least, once(work));
        }
        return least;
    }

    /**
     * Does the work, and does it again only if it allocated more than the limit.
     *
     * @throws AssertionError if it allocates more each time
     */
    public static void requireAtMost(long bytes, Runnable work) {
        if (once(work) <= bytes) {
            return;
        }
        long allocated = allocatedBytes(work);
        if (allocated > bytes) {
            throw new AssertionError("allocates " + allocated + " bytes (expected: at most " + bytes + ")");
        }
    }

    /** The processor time of the calling thread for the work, in nanoseconds. */
    public static long cpuNanos(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static long once(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
