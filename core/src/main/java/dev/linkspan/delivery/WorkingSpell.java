package dev.linkspan.delivery;

/*
 * When the application is out of order, all that a large server sends fails, and looks like what a hostile one sends. The
 * difference: while a hostile one's entries fail, those of others are taken. So only a failure with others' successes before and
 * after it is held against its server, with few other failures between: an outage lies between two successes as well.
 */
/** Since when the application takes entries, and of whom the last ones were. Pure, guarded by the lane's lock. */
final class WorkingSpell {

    private final int maxFailures;

    /** The last attempt that began; attempts have rising numbers. */
    private long begun;

    /** How many entries failed, or wait behind one that did; each counts once. */
    private long failures;

    /** Whoever began after this one, began in this spell. */
    private long since;

    private Taken last = Taken.NONE;
    private Taken lastOfAnother = Taken.NONE;

    /** An attempt that succeeded, and how many entries had failed by then. */
    private record Taken(String supplier, long attempt, long failures) {
        private static final Taken NONE = new Taken("", 0, 0);
    }

    /**
     * None yet.
     *
     * @param maxFailures if more entries fail without a success among them, the spell is over
     */
    WorkingSpell(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    void begins(long attempt) {
        begun = attempt;
    }

    void fails() {
        failures++;
    }

    void takes(Slot slot) {
        if (last.equals(Taken.NONE) || !isRecent(last)) {
            since = begun;
            lastOfAnother = Taken.NONE;
        } else if (!last.supplier.equals(slot.supplier)) {
            lastOfAnother = last;
        }
        last = new Taken(slot.supplier, slot.lastTried, failures);
    }

    /** Whether this failed while the application took what others than this server sent, which it still does. */
    boolean blames(Slot failed, String supplier) {
        Taken taken = last.supplier.equals(supplier) ? lastOfAnother : last;
        return failed.lastTried > since && failed.lastTried < taken.attempt && isRecent(taken);
    }

    private boolean isRecent(Taken taken) {
        return failures - taken.failures <= maxFailures;
    }
}
