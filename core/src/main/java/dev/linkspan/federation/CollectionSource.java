package dev.linkspan.federation;

import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the application keeps the items of a collection. May block; thread-safe. */
public interface CollectionSource {

    /**
     * Some of its items, the newest first.
     *
     * @param items the items, by id or by value
     * @param next where the next page begins, in whatever words the source understands; empty on the last one
     */
    record Page(List<? extends Ref<? extends Entity>> items, Optional<String> next) {
        /** Copies the list. */
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * A page; empty if there is no such collection, or none that whoever asks may see.
     *
     * @param values those of the path's variables
     * @param cursor where it begins, as the page before said, or a stranger; empty for the first
     * @param requester who asks
     */
    Optional<Page> page(Map<String, String> values, Optional<String> cursor, Requester requester);

    /**
     * Whether there is such a collection that whoever asks may see: its head is shown then, without items. Asks for the first page
     * unless the source knows it more cheaply.
     */
    default boolean isThere(Map<String, String> values, Requester requester) {
        return page(values, Optional.empty(), requester).isPresent();
    }

    /** How many items there are; not said unless the source says so. */
    default OptionalLong count(Map<String, String> values) {
        return OptionalLong.empty();
    }
}
