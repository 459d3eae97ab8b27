package dev.linkspan.store;

/** The store's bounds. */
final class Limits {

    /** Keys remembered: at about 600 bytes each some 60 MB on disk. */
    static final int KEYS = 100_000;

    /** What the application could not deal with: somebody looks at the last few, or nobody does. */
    static final int DEAD_LETTERS = 10_000;

    /** The part of the dead letters that no other supplier pushes out: when they are too many, who has more loses its first. */
    static final int SUPPLIER_PART = 10;

    /** Of each sort, forgotten by one trim: some ten milliseconds that an append may have to wait. */
    static final int TRIM = 2_000;

    private Limits() {}
}
