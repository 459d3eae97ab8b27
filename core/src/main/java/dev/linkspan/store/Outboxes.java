package dev.linkspan.store;

import java.util.List;
import java.util.Optional;

/**
 * What our actors published and liked, for as long as it is among the newest: the log forgets, an outbox does not. Changed in
 * the act that appends what is sent.
 */
public interface Outboxes {

    /** The collections of an actor that are kept here. */
    enum Shelf {
        /** What it published: whole activities. */
        OUTBOX,
        /** What it liked: the ids of objects. */
        LIKED
    }

    /**
     * Appends entries to the log as {@link ActivityLog#append(List)} does and changes collections with them, in one durable
     * act. If nothing is appended nothing is changed.
     *
     * @param entries at least one; the first is the one that deduplicates
     * @param changes in their order; no two of them show something on one shelf of one actor
     */
    AppendResult append(List<NewEntry> entries, List<OutboxChange> changes);

    /**
     * Some of what an actor shows, the newest first.
     *
     * @param cursor where to go on, as the page before said; empty for the first page. What no page said gives an empty page
     * @param limit at most this many; at least 1
     */
    Page page(Shelf shelf, String actor, Optional<String> cursor, int limit);

    /** How much an actor shows. */
    long count(Shelf shelf, String actor);

    /** The newest that an actor has in its outbox of this type about this object. */
    Optional<Published> find(String actor, String type, String objectId);

    /**
     * Some of what an actor shows.
     *
     * @param items the newest first
     * @param next where the next page goes on; empty on the last one. Opaque, of letters and digits
     */
    record Page(List<Published> items, Optional<String> next) {
        /** Copies the list. */
        public Page {
            items = List.copyOf(items);
        }
    }
}
