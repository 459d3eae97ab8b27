package dev.linkspan.discovery;

import java.util.List;
import java.util.OptionalLong;

/**
 * The items of a collection, as far as they were read. Immutable, thread-safe.
 *
 * @param collection its id
 * @param items the items in its order
 * @param totalItems how many it claims to have; anybody may claim anything
 * @param end why the reading ended
 * @param detail the same as a sentence
 */
public record CollectionItems(
        String collection, List<CollectionItem> items, OptionalLong totalItems, End end, String detail)
        implements CollectionLookup {

    /** Why reading ended. */
    public enum End {
        /** There are no more. */
        COMPLETE,
        /** As many items as may be. */
        ITEM_LIMIT,
        /** As many pages as may be. */
        PAGE_LIMIT,
        /** The next page is one that was read before. */
        LOOP,
        /** The next page is on another server, whose word does not count here. */
        FOREIGN_PAGE,
        /** The next page is missing, or none. */
        BROKEN_PAGE,
        /** The budget of the task is spent. */
        BUDGET_SPENT
    }

    /** Copies the list. */
    public CollectionItems {
        items = List.copyOf(items);
    }
}
