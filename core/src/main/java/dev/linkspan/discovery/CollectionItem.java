package dev.linkspan.discovery;

import dev.linkspan.vocab.Entity;
import java.util.Optional;

/**
 * One item of a collection.
 *
 * @param id its id; empty if it has none of its own
 * @param object the item itself if the collection shows it and may: it is of the same origin. Everything else is there by
 *     id only, to be fetched from where it comes from
 */
public record CollectionItem(Optional<String> id, Optional<Entity> object) {

    /** Why the item is believed. */
    public Trust trust() {
        return object.isPresent() ? Trust.EMBEDDED_SAME_ORIGIN : Trust.UNTRUSTED;
    }
}
