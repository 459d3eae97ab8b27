package dev.linkspan.store;

/** The contract in memory. */
final class MemoryStoreTest extends StoreContract {

    @Override
    Store open() {
        return Store.inMemory();
    }
}
