package dev.linkspan.store;

import dev.linkspan.store.DomainRules.DomainRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The store in a database: one session writes, a few read. Owns its dialect. */
final class JdbcStore implements Store {

    /** As many as cores of a small machine; a reader is busy for microseconds. */
    private static final int READERS = 4;

    private final Dialect dialect;
    private final Readers readers;
    private final GroupCommit writer;
    private final ActivityLog log;
    private final Lanes lanes;
    private final Leases leases;
    private final Subscriptions subscriptions;
    private final Keys keys;
    private final DomainRules domainRules;
    private final Values values;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdbcStore(
            Dialect dialect,
            Session writing,
            Readers readers,
            List<Subscription> stored,
            List<DomainRule> rules,
            int keyLimit) {
        this.dialect = dialect;
        this.readers = readers;
        Listeners<Long> listeners = new Listeners<>();
        this.writer = new GroupCommit(writing, () -> Session.writing(dialect.openWriter()), dialect, listeners);
        this.log = new JdbcLog(writer, readers, listeners);
        Listeners<String> laneChanges = new Listeners<>();
        this.lanes = new JdbcLanes(writer, readers, laneChanges);
        this.leases = new JdbcLeases(writer, readers, dialect);
        this.subscriptions = new JdbcSubscriptions(writer, stored, laneChanges);
        this.keys = new JdbcKeys(writer, readers, keyLimit);
        this.domainRules = new JdbcDomainRules(writer, rules);
        this.values = new JdbcValues(writer, readers, new Listeners<>());
    }

    static JdbcStore open(Dialect dialect) {
        return open(dialect, Limits.KEYS);
    }

    /**
     * Opens a database and brings its schema up to date.
     *
     * @param keyLimit how many keys to remember
     * @throws StoreException if that fails; then nothing is held any more, not even the dialect
     */
    static JdbcStore open(Dialect dialect, int keyLimit) {
        List<Connection> opened = new ArrayList<>();
        try {
            opened.add(dialect.openWriter());
            Session writing = Session.writing(opened.getFirst());
            Schema.migrate(writing, dialect);
            if (dialect.isAlone()) {
                LeaseTable.forgetAll(writing);
                writing.commit();
            }
            List<Subscription> stored = SubscriptionTable.all(writing);
            List<DomainRule> rules = JdbcDomainRules.load(writing);
            writing.rollback();
            List<Session> reading = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                opened.add(dialect.openReader());
                reading.add(new Session(opened.getLast()));
            }
            return new JdbcStore(dialect, writing, new Readers(reading), stored, rules, keyLimit);
        } catch (SQLException e) {
            throw abandon(opened, dialect, StoreException.failed(e));
        } catch (RuntimeException e) {
            throw abandon(opened, dialect, e);
        }
    }

    private static RuntimeException abandon(List<Connection> opened, Dialect dialect, RuntimeException reason) {
        for (Connection connection : opened) {
            try {
                connection.close();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }
        dialect.close();
        return reason;
    }

    @Override
    public ActivityLog log() {
        return log;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Values values() {
        return values;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public Keys keys() {
        return keys;
    }

    @Override
    public DomainRules domainRules() {
        return domainRules;
    }

    @Override
    public int waiting() {
        return writer.waiting();
    }

    @Override
    public StoreSpace space() {
        return readers.read(dialect::space);
    }

    /** The acts that wait; for tests. */
    GroupCommit writer() {
        return writer;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.stop();
        try {
            readers.close();
            // Last, so that SQLite folds its write-ahead log into the file.
            writer.close();
        } catch (SQLException e) {
            throw StoreException.failed(e);
        } finally {
            dialect.close();
        }
    }
}
