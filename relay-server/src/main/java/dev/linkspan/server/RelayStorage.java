package dev.linkspan.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.relay.KeyRingStorage;
import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a relay remembers. Alone, all of it is in its data folder. One node of several has in its folder only what is its
 * own, and shares the rest, its keys and its address included, in the database.
 */
sealed interface RelayStorage extends AutoCloseable {

    /** What it remembers. */
    Store store();

    /** Its keys. */
    KeyRingStorage keys();

    /**
     * Makes sure that all this is about the relay at this address.
     *
     * @throws IllegalArgumentException if it is another's
     */
    void claim(RelayIdentity identity) throws IOException;

    @Override
    void close();

    /** Opens what the settings name. */
    static RelayStorage open(ServerSettings settings, Map<String, String> environment) throws IOException {
        if (settings.databaseUrl().isEmpty()) {
            return Alone.open(settings.dataDir());
        }
        Files.createDirectories(settings.dataDir());
        HikariDataSource pool = DatabasePool.open(settings.databaseUrl().get(), environment);
        try {
            return new Shared(pool, Store.postgresql(pool));
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** All of it in a folder. */
    record Alone(Path folder, Store store) implements RelayStorage {

        private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);
        private static final Duration LOCK_RETRY = Duration.ofMillis(100);

        /** Waits a little for a relay on the same folder that is just ending. */
        static Alone open(Path folder) {
            long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
            while (true) {
                try {
                    return new Alone(folder, Store.sqlite(folder));
                } catch (StoreException e) {
                    if (e.reason() != StoreException.Reason.IN_USE || System.nanoTime() > end) {
                        throw e;
                    }
                    LockSupport.parkNanos(LOCK_RETRY.toNanos());
                }
            }
        }

        @Override
        public KeyRingStorage keys() {
            return new ActorKeyFiles(folder);
        }

        @Override
        public void claim(RelayIdentity identity) throws IOException {
            BaseUrlFile.claim(folder, identity);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** In a database. */
    record Shared(HikariDataSource pool, Store store) implements RelayStorage {

        @Override
        public KeyRingStorage keys() {
            return KeyRingStorage.shared(store.values(), InstantSource.system());
        }

        @Override
        public void claim(RelayIdentity identity) {
            SharedBaseUrl.claim(store.values(), identity);
        }

        @Override
        public void close() {
            store.close();
            pool.close();
        }
    }
}
