package dev.linkspan.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Counts checks and prints each. */
final class Checks {

    private final List<Check> all = new ArrayList<>();

    /** A statement, and whether it is true. */
    record Check(String what, boolean holds) {}

    void check(String what, boolean holds) {
        System.out.println((holds ? "ok      " : "FAILED  ") + what);
        all.add(new Check(what, holds));
    }

    List<Check> all() {
        return List.copyOf(all);
    }

    boolean hold() {
        return all.stream().allMatch(Check::holds);
    }

    /** Prints the count; whether all hold. */
    boolean summary() {
        long failed = all.stream().filter(check -> !check.holds()).count();
        System.out.println((all.size() - failed) + " passed, " + failed + " failed");
        return failed == 0;
    }
}
