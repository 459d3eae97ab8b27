package dev.linkspan.store;

import java.util.OptionalLong;

/**
 * What a store's data takes and what room it has left. Each is absent where the engine cannot tell it cheaply.
 *
 * @param usedBytes bytes in use, those of forgotten entries that wait to be used again left out
 * @param freeBytes free bytes on the disk where the data lies
 */
public record StoreSpace(OptionalLong usedBytes, OptionalLong freeBytes) {

    private static final StoreSpace UNKNOWN = new StoreSpace(OptionalLong.empty(), OptionalLong.empty());

    /** Nothing is known. */
    public static StoreSpace unknown() {
        return UNKNOWN;
    }
}
