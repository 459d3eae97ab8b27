package dev.linkspan.store;

/** What became of an append. */
public sealed interface AppendResult {

    /**
     * The entries are durable.
     *
     * @param offset the offset of the first
     */
    record Appended(long offset) implements AppendResult {}

    /**
     * The first entry's key was seen before; nothing was written.
     *
     * @param key that key
     */
    record Duplicate(String key) implements AppendResult {}
}
