package dev.linkspan.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Everything durable, behind one handle. Instants are kept to the millisecond at least. Thread-safe; callers block until
 * their act is durable, which virtual threads do cheaply.
 */
public interface Store extends AutoCloseable {

    /** A store that lives and dies with the process and is used by one node: for tests and trials. */
    static Store inMemory() {
        return new MemoryStore(InstantSource.system(), false);
    }

    /**
     * A store that lives and dies with the process, for several nodes within it.
     *
     * @param clock the time by which they lose their leases
     */
    static Store inMemory(InstantSource clock) {
        return new MemoryStore(clock, true);
    }

    /**
     * A store in an SQLite database, {@code linkspan.db}. What an act has written survives the loss of power. The driver
     * {@code org.xerial:sqlite-jdbc} comes with the application.
     *
     * @param dataDir its folder, made for its owner only if it does not exist; one process uses it at a time
     * @throws StoreException if the driver is missing, another process uses the folder, the data is of a newer version, or
     *     the disk fails
     */
    static Store sqlite(Path dataDir) {
        return JdbcStore.open(SqliteDialect.in(dataDir));
    }

    /**
     * A store in a PostgreSQL database of version 13 or newer, which any number of nodes use together: what one commits the
     * others hear within a second. The tables are made by the first that comes.
     *
     * <p>The application brings {@code org.postgresql:postgresql}, {@code org.flywaydb:flyway-database-postgresql} and a
     * pool, which it closes after the store. The pool gives at least five connections: two are kept for as long as the
     * store is open, the others read. It has to fail rather than wait for long when the database cannot be reached:
     * {@code connectTimeout} and the pool's own limit are best a few seconds.
     *
     * @param pool connections as a user who may create tables in the schema that comes first in its path
     * @throws StoreException if the driver is missing, the data is of a newer version, or the database cannot be reached
     */
    static Store postgresql(DataSource pool) {
        return JdbcStore.open(new PostgresDialect(pool));
    }

    /** The log of accepted activities. */
    ActivityLog log();

    /** The destinations and how far each has read the log. */
    Lanes lanes();

    /** Who serves which lane. */
    Leases leases();

    /** Who subscribes. */
    Subscriptions subscriptions();

    /** Remembered public keys of others. */
    Keys keys();

    /** Which hosts are blocked or allowed. */
    DomainRules domainRules();

    /** Who follows our actors, and whom they follow. */
    Follows follows();

    /** What our actors published. */
    Outboxes outboxes();

    /** What the application could not deal with. */
    DeadLetters deadLetters();

    /** A few small values. */
    Values values();

    /**
     * The time that all nodes share, whatever their own clocks say; empty where one node is alone and its clock is enough.
     *
     * @throws StoreException if it cannot be read
     */
    default Optional<Instant> sharedTime() {
        return Optional.empty();
    }

    /** How many acts wait to be written at this moment: no more than a few where the store keeps up. Cheap. */
    default int waiting() {
        return 0;
    }

    /**
     * What the data takes and what room is left. Asks the engine and the disk, so at intervals, not for each request.
     *
     * @throws StoreException if the store cannot say
     */
    default StoreSpace space() {
        return StoreSpace.unknown();
    }

    /** Flushes what is pending and releases files and connections. Idempotent. */
    @Override
    void close();
}
