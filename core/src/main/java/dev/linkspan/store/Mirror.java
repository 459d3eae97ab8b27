package dev.linkspan.store;

/**
 * A table that is kept in memory. It learns of every change, its own node's or another's, by being told to read that part
 * again: as each reading sees what is committed and they come one after the other, the last one is right.
 */
interface Mirror {

    /**
     * Reads a part again.
     *
     * @throws StoreException if it cannot be read; then {@link #reloadAll()} has to follow
     */
    void reload(String key);

    /**
     * Reads everything again.
     *
     * @throws StoreException if it cannot be read
     */
    void reloadAll();
}
