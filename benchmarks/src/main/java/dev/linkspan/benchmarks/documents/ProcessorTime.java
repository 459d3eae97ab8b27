package dev.linkspan.benchmarks.documents;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Counts how often something can be done in a second of the process's processor time, the garbage collector's included. */
final class ProcessorTime {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCH = 50;

    /** Written, so that no operation is found to be useless and left out. */
    static volatile Object last = "";

    private ProcessorTime() {}

    /** Operations in a second, and bytes allocated for each. */
    record Rate(double perSecond, double bytes) {}

    static Rate of(Supplier<Object> operation) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long begin = PROCESS.getProcessCpuTime();
        long end = begin;
        long done = 0;
        while (end - begin < ROUND_NANOS) {
            for (int i = 0; i < BATCH; i++) {
                last = operation.get();
            }
            done += BATCH;
            end = PROCESS.getProcessCpuTime();
        }
        return new Rate(
                done * 1e9 / (end - begin), (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) done);
    }
}
