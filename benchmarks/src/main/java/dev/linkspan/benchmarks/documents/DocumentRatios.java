package dev.linkspan.benchmarks.documents;

import dev.linkspan.benchmarks.documents.ProcessorTime.Rate;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reading and writing against plain JSON-P parsing of the same document on one core, round by round in one run, so that all
 * meet the same neighbours. Counts processor time and not wall time. Arguments: the number of rounds (5).
 */
public final class DocumentRatios {

    private static final int WARM_UP_ROUNDS = 3;

    private DocumentRatios() {}

    /** Prints medians and ranges. */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Map<String, Supplier<Object>> operations = Operations.all();
        warmUp(operations);
        Medians medians = new Medians(Operations.PLAIN_PARSE);
        for (int round = 0; round < rounds; round++) {
            medians.round(operations, Map.of());
        }
        System.out.printf("a Create of %d bytes, %d rounds%n", Sample.create().length(), rounds);
        medians.print();
    }

    /** Lets the compiler see all operations before any of them counts. */
    static void warmUp(Map<String, Supplier<Object>> operations) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Supplier<Object> operation : operations.values()) {
                Rate rate = ProcessorTime.of(operation);
                if (rate.perSecond() <= 0) {
                    throw new IllegalStateException("nothing was done");
                }
            }
        }
    }
}
