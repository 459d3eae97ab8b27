package dev.linkspan.benchmarks;

/** Counts checks and prints each. */
final class Checks {

    private int passed;
    private int failed;

    void check(String what, boolean holds) {
        System.out.println((holds ? "ok      " : "FAILED  ") + what);
        if (holds) {
            passed++;
        } else {
            failed++;
        }
    }

    /** Prints the count; whether all hold. */
    boolean summary() {
        System.out.println(passed + " passed, " + failed + " failed");
        return failed == 0;
    }
}
