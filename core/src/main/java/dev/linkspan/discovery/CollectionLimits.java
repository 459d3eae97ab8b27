package dev.linkspan.discovery;

/**
 * How much of a collection is read; the bytes and the time are the budget's.
 *
 * @param items how many items at most
 * @param pages how many documents are fetched at most, the collection's own included
 */
public record CollectionLimits(int items, int pages) {

    /** 1,000 items, 20 documents. */
    public static final CollectionLimits DEFAULT = new CollectionLimits(1_000, 20);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public CollectionLimits {
        if (items < 1 || pages < 1) {
            throw new IllegalArgumentException("items: " + items + ", pages: " + pages + " (expected: both positive)");
        }
    }
}
