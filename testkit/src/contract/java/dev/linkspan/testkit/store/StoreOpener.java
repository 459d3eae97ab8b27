package dev.linkspan.testkit.store;

import dev.linkspan.store.Store;

/** Opens a store in a process that a test starts: a public class with a public constructor without arguments. */
@FunctionalInterface
public interface StoreOpener {

    /** The store that keeps its data there: a folder, the URL of a database, or what else it understands. */
    Store open(String location);
}
