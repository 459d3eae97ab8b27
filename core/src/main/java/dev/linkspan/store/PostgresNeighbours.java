package dev.linkspan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Each transaction that another node should know of sends a notification, which PostgreSQL hands on after its commit and
 * in the order of commits. One thread listens. A connection that was lost has lost notifications, and a pooler may not
 * hand them on at all: so each change also counts in the database, beside the end of the log, and whoever finds at the
 * next look that it has missed some reads everything again.
 */
final class PostgresNeighbours implements Neighbours {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNeighbours.class);

    // Named after the table, whose number differs between two relays on one database.
    private static final String CHANNEL = "SELECT 'linkspan_' || 'log_end'::regclass::oid";
    private static final String COUNT = "UPDATE log_end SET revision = revision + 1 RETURNING revision";
    private static final String NOTIFY = "SELECT pg_notify(?, ?)";
    private static final String LOOK = "SELECT pos, revision FROM log_end";

    /** Between two attempts to connect again. */
    private static final long RETRY_MILLIS = 200;

    /** After a fault of ours, which may come again each time. */
    private static final long FAULT_MILLIS = 1_000;

    /** For a notification, which ends the wait; short so that closing need not cut the connection. */
    private static final int WAIT_MILLIS = 100;

    private static final long CLOSING_MILLIS = 1_000;

    private record Heads(long end, long revision) {}

    private final PooledReaders.Pool pool;
    private final News news;
    private final int pollMillis;
    private final String node = UUID.randomUUID().toString();
    private final String channel;
    private final Revisions revisions = new Revisions();
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Connection listening;
    private volatile boolean lostCommits;
    private long announced; // by the writer only

    PostgresNeighbours(PooledReaders.Pool pool, News news, int pollMillis) throws SQLException {
        this.pool = pool;
        this.news = news;
        this.pollMillis = pollMillis;
        try (Session session = new Session(pool.take())) {
            this.channel = session.first(CHANNEL, row -> row.getString(1)).orElseThrow();
        }
        this.thread = Thread.ofPlatform().name("linkspan-store-news").daemon().unstarted(this::listen);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void announce(Session session, long end, List<Change> changes) throws SQLException {
        announced = 0;
        if (!changes.isEmpty()) {
            announced = session.number(COUNT).orElseThrow();
        } else if (end == 0) {
            return;
        }
        String text = new Bulletin(node, end, announced, Optional.of(changes)).text();
        session.first(NOTIFY, row -> channel, channel, text);
    }

    @Override
    public void committed() {
        if (announced > 0) {
            revisions.learnt(announced);
        }
    }

    private void listen() {
        boolean reachable = true;
        while (!isClosed()) {
            try (Session session = connect()) {
                try {
                    reload(session);
                    if (!reachable) {
                        LOG.info("the database is back");
                        reachable = true;
                    }
                    hear(session);
                } finally {
                    unlisten(session);
                }
            } catch (SQLException | StoreException e) {
                if (reachable && !isClosed()) {
                    LOG.warn("cannot hear of other nodes, goes on trying: {}", e.getMessage());
                    reachable = false;
                }
                pause(RETRY_MILLIS);
            } catch (RuntimeException | Error e) {
                LOG.error("hearing of other nodes failed, goes on", e);
                pause(FAULT_MILLIS);
            }
        }
    }

    private Session connect() throws SQLException {
        Connection connection = pool.take();
        listening = connection;
        boolean ready = false;
        try {
            connection.setAutoCommit(true);
            ready = true;
            return new Session(connection);
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    /** Listens first, so that nothing falls between what is read and what is heard. */
    private void reload(Session session) throws SQLException {
        session.execute("LISTEN " + channel);
        reloadAll(look(session));
    }

    /** The connection may go back to a pool, and nobody there takes what it would still hear. */
    private static void unlisten(Session session) {
        try {
            session.execute("UNLISTEN *");
        } catch (SQLException e) {
            LOG.debug("the listening connection is no more", e);
        }
    }

    private void hear(Session session) throws SQLException {
        Queue<String> heard = new ArrayDeque<>();
        Optional<Notifications> notifications = notifications(session);
        boolean behind = false;
        long nextLook = System.nanoTime();
        while (!isClosed()) {
            if (notifications.isPresent()) {
                notifications.get().await(Math.min(pollMillis, WAIT_MILLIS), heard);
            } else {
                pause(pollMillis);
            }
            for (String text = heard.poll(); text != null; text = heard.poll()) {
                if (!take(text)) {
                    behind = true;
                    nextLook = System.nanoTime();
                }
            }
            if (System.nanoTime() - nextLook >= 0) {
                behind = look(session, behind);
                nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pollMillis);
            }
        }
    }

    private static Optional<Notifications> notifications(Session session) {
        try {
            return Notifications.of(session.connection());
        } catch (SQLException | LinkageError e) {
            LOG.warn(
                    "no notifications, looks for what other nodes commit instead (expected: org.postgresql:postgresql)",
                    e);
            return Optional.empty();
        }
    }

    /** Whether it said all that is to be known. */
    private boolean take(String text) {
        Optional<Bulletin> heard = Bulletin.of(text);
        if (heard.isEmpty()) {
            return false;
        }
        Bulletin bulletin = heard.get();
        if (bulletin.node().equals(node)) {
            return true;
        }
        bulletin.changes().ifPresent(news::changed);
        if (bulletin.revision() > 0 && bulletin.changes().isPresent()) {
            revisions.learnt(bulletin.revision());
        }
        if (bulletin.end() > 0) {
            news.appended(bulletin.end());
        }
        return bulletin.changes().isPresent();
    }

    /** Whether changes are missing that may still be on their way; if they were last time, all is read again. */
    private boolean look(Session session, boolean wasBehind) throws SQLException {
        Heads heads = look(session);
        boolean behind = !revisions.covers(heads.revision());
        if (news.isStale() || (behind && wasBehind)) {
            reloadAll(heads);
            return false;
        }
        news.appended(heads.end());
        return behind;
    }

    private void reloadAll(Heads heads) {
        news.reloadAll();
        revisions.reloaded(heads.revision());
        news.appended(heads.end());
    }

    private Heads look(Session session) throws SQLException {
        long known = news.end(); // before the look: what is committed meanwhile is no sign of anything
        Heads heads = session.first(LOOK, row -> new Heads(row.getLong("pos"), row.getLong("revision")))
                .orElseThrow();
        if (heads.end() < known && !lostCommits) {
            lostCommits = true;
            LOG.error(
                    "the database lost what it had committed: the log ends at {}, and ended at {} before (expected: all"
                            + " nodes are stopped, then started; see docs/several-nodes.md)",
                    heads.end(),
                    known);
        }
        return heads;
    }

    /** Whether the database was once seen to be behind what it had committed. */
    boolean lostCommits() {
        return lostCommits;
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    /** Until then, or until this is to be closed. */
    private void pause(long millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("closing");
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted; only close() ends the thread", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSING_MILLIS);
            Connection connection = listening;
            if (thread.isAlive() && connection != null) {
                // It waits for an answer that may never come.
                connection.abort(Runnable::run);
            }
            thread.join();
        } catch (SQLException e) {
            LOG.warn("the listening connection was not closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
