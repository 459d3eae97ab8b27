package dev.linkspan.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The store in a database: one session writes, a few read. Owns its dialect. */
final class JdbcStore implements Store {

    private final Dialect dialect;
    private final Readers readers;
    private final Neighbours neighbours;
    private final GroupCommit writer;
    private final ActivityLog log;
    private final Lanes lanes;
    private final Leases leases;
    private final Subscriptions subscriptions;
    private final Keys keys;
    private final DomainRules domainRules;
    private final Values values;
    private final Follows follows;
    private final Outboxes outboxes;
    private final DeadLetters deadLetters;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdbcStore(Dialect dialect, Session writing, Readers readers, int keyLimit) throws SQLException {
        this.dialect = dialect;
        this.readers = readers;
        News news = new News();
        this.neighbours = dialect.neighbours(news);
        this.writer = new GroupCommit(writing, dialect, news, neighbours);
        this.log = new JdbcLog(writer, readers, news);
        Listeners<String> laneChanges = new Listeners<>();
        this.lanes = new JdbcLanes(writer, readers, news, laneChanges);
        this.leases = new JdbcLeases(writer, readers, dialect);
        this.subscriptions = new JdbcSubscriptions(writer, readers, news, laneChanges);
        this.keys = new JdbcKeys(writer, readers, keyLimit);
        this.domainRules = new JdbcDomainRules(writer, readers, news);
        this.values = new JdbcValues(writer, readers, news);
        this.follows = new JdbcFollows(writer, readers);
        this.outboxes = new JdbcOutboxes(writer, readers);
        this.deadLetters = new JdbcDeadLetters(writer, readers, Limits.DEAD_LETTERS);
        // Only now, when all who keep something in memory can be told.
        news.reloadAll();
        neighbours.start();
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
        List<AutoCloseable> opened = new ArrayList<>();
        opened.add(dialect);
        try {
            Schema.migrate(dialect);
            Readers readers = dialect.openReaders();
            opened.addFirst(readers);
            Session writing = Session.writing(dialect.openWriter());
            opened.addFirst(writing);
            if (dialect.isAlone()) {
                LeaseTable.forgetAll(writing);
                writing.commit();
            }
            return new JdbcStore(dialect, writing, readers, keyLimit);
        } catch (SQLException e) {
            throw abandon(opened, StoreException.failed(e));
        } catch (RuntimeException e) {
            throw abandon(opened, e);
        }
    }

    private static RuntimeException abandon(List<AutoCloseable> opened, RuntimeException reason) {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) { // as AutoCloseable declares
                reason.addSuppressed(e);
            }
        }
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
    public Follows follows() {
        return follows;
    }

    @Override
    public Outboxes outboxes() {
        return outboxes;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Optional<Instant> sharedTime() {
        return dialect.isAlone() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(readers.read(dialect::now)));
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
            neighbours.close();
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
