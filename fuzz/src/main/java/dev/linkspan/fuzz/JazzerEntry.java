package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;

/** Where the fuzzer calls the target that the system property {@code linkspan.fuzz.target} names. */
public final class JazzerEntry {

    private static final FuzzTarget TARGET = Targets.named(System.getProperty("linkspan.fuzz.target", ""));

    private JazzerEntry() {}

    /** Loads and warms all up, so that a slow start is not taken for a slow input. */
    public static void fuzzerInitialize() {
        TARGET.seeds().forEach(seed -> TARGET.read(Body.of(seed)));
    }

    /** Tries one input. The name is the one that the fuzzer looks for. */
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.read(Body.of(input));
    }
}
