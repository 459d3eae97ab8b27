package dev.linkspan.benchmarks.documents;

import dev.linkspan.httpsignatures.Body;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/**
 * The memory that one document takes while it is kept: the used heap with many of them, less that after they were let go, by their number.
 * Arguments: how many (20,000).
 */
public final class DocumentMemory {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private DocumentMemory() {}

    /** Prints a line for each form. */
    public static void main(String[] args) {
        int documents = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        Operations operations = new Operations();
        Body create = Sample.create();
        Body prefixed = Sample.prefixed();
        System.out.printf(Locale.ROOT, "%d documents of %d bytes%n", documents, create.length());
        System.out.printf(Locale.ROOT, "%-32s %10s%n", "", "B each");
        line("bytes alone", retained(documents, create, body -> body));
        line("plain JSON-P tree alone", retained(documents, create, Operations::plainParse));
        line("as read, bytes and tree", retained(documents, create, operations::read));
        line("as read by JSON-LD", retained(documents, prefixed, operations::read));
    }

    private static void line(String name, double bytes) {
        System.out.printf(Locale.ROOT, "%-32s %10.0f%n", name, bytes);
    }

    private static double retained(int documents, Body body, Function<Body, Object> form) {
        Object[] kept = new Object[documents];
        for (int i = 0; i < documents; i++) {
            kept[i] = form.apply(Body.of(body.bytes().clone()));
        }
        // Reachable until it is replaced.
        ProcessorTime.last = kept;
        long with = used();
        Arrays.fill(kept, null);
        return (with - used()) / (double) documents;
    }

    private static long used() {
        System.gc();
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
