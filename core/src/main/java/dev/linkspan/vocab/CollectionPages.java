package dev.linkspan.vocab;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An ordered collection of our own that is read page by page: the documents, and the addresses of the pages. The first page
 * is at {@code ?page=first}, what follows at {@code ?after=} and a cursor. Immutable, thread-safe.
 *
 * @param id the collection's id, without a query
 * @see <a href="https://www.w3.org/TR/activitystreams-core/#paging">Activity Streams 2.0 §5.1</a>
 */
public record CollectionPages(String id) {

    /** How long a cursor may be that somebody asks with; ours are far shorter. */
    private static final int LONGEST_CURSOR = 1_000;

    private static final String FIRST = "page=first";
    private static final String AFTER = "after=";

    /** Checks that the id can have a query. */
    public CollectionPages {
        if (id.indexOf('?') >= 0 || id.indexOf('#') >= 0) {
            throw new IllegalArgumentException("id: '" + id + "' (expected: no query and no fragment)");
        }
    }

    /** What part of a collection a request asks for. */
    public sealed interface Part {

        /** The collection itself. */
        record Whole() implements Part {}

        /**
         * A page.
         *
         * @param cursor where it begins, as the page before said; empty for the first
         */
        record Page(Optional<String> cursor) implements Part {}

        /** No part of a collection. */
        record Unknown() implements Part {}
    }

    /**
     * What a query asks for.
     *
     * @param query the query without the question mark, as on the request line; empty if there is none
     */
    public static Part asked(String query) {
        if (query.isEmpty()) {
            return new Part.Whole();
        }
        if (query.equals(FIRST)) {
            return new Part.Page(Optional.empty());
        }
        boolean isCursor = query.startsWith(AFTER) && query.length() <= AFTER.length() + LONGEST_CURSOR;
        Optional<String> cursor = isCursor
                ? PercentEncoding.decode(query.substring(AFTER.length())).filter(text -> !text.isEmpty())
                : Optional.empty();
        return cursor.isPresent() ? new Part.Page(cursor) : new Part.Unknown();
    }

    /** The address of a page; the first without a cursor. */
    public String address(Optional<String> cursor) {
        return id + "?"
                + cursor.map(text -> AFTER + PercentEncoding.encode(text)).orElse(FIRST);
    }

    /**
     * The collection, its items on pages.
     *
     * @param totalItems how many items it has, if that may be known
     */
    public OrderedCollection paged(OptionalLong totalItems) {
        return collection(totalItems).first(address(Optional.empty())).build();
    }

    /**
     * The collection with all of its items in it; for few, or for none.
     *
     * @param items its items, the newest first
     */
    public OrderedCollection whole(List<? extends Ref<? extends Entity>> items) {
        return collection(OptionalLong.of(items.size())).orderedItems(items).build();
    }

    /**
     * The collection without its items, which are nobody's business.
     *
     * @param totalItems how many items it has, if that may be known
     */
    public OrderedCollection hidden(OptionalLong totalItems) {
        return collection(totalItems).build();
    }

    private OrderedCollection.Builder collection(OptionalLong totalItems) {
        OrderedCollection.Builder collection = OrderedCollection.builder().id(id);
        totalItems.ifPresent(collection::totalItems);
        return collection;
    }

    /**
     * A page.
     *
     * @param cursor where it begins; empty for the first
     * @param items its items, the newest first
     * @param next where the next page begins; empty if this is the last
     * @param totalItems how many items the collection has, if that may be known
     */
    public OrderedCollectionPage page(
            Optional<String> cursor,
            List<? extends Ref<? extends Entity>> items,
            Optional<String> next,
            OptionalLong totalItems) {
        OrderedCollectionPage.Builder page =
                OrderedCollectionPage.builder().id(address(cursor)).partOf(id);
        totalItems.ifPresent(page::totalItems);
        next.ifPresent(following -> page.next(address(Optional.of(following))));
        return page.orderedItems(items).build();
    }
}
