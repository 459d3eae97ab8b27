package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The keys in a database. */
final class JdbcKeys implements Keys {

    private static final String FIND = "SELECT key_id, controller, spki, fetched_at FROM remote_key WHERE key_id = ?";
    private static final String SAVE = "INSERT INTO remote_key (key_id, controller, spki, fetched_at)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (key_id) DO UPDATE SET controller = excluded.controller,"
            + " spki = excluded.spki, fetched_at = excluded.fetched_at";
    private static final String FORGET = "DELETE FROM remote_key WHERE key_id = ?";
    private static final String COUNT = "SELECT count(*) FROM remote_key";
    private static final String FORGET_OLDEST =
            "DELETE FROM remote_key WHERE key_id IN" + " (SELECT key_id FROM remote_key ORDER BY fetched_at LIMIT ?)";

    private final GroupCommit writer;
    private final Readers readers;
    private final int limit;
    // Counting reads the whole index: once per percent of the limit is exact enough.
    private final int interval;
    private int saves; // by the writer only

    JdbcKeys(GroupCommit writer, Readers readers, int limit) {
        this.writer = writer;
        this.readers = readers;
        this.limit = limit;
        this.interval = limit / 100 + 1;
    }

    @Override
    public Optional<StoredKey> find(String keyId) {
        return readers.read(session -> session.first(FIND, JdbcKeys::read, keyId));
    }

    @Override
    public void save(StoredKey key) {
        writer.commit(transaction -> {
            Session session = transaction.session();
            session.run(SAVE, key.keyId(), key.controller(), key.spki().bytes(), Columns.millis(key.fetchedAt()));
            if (saves++ % interval == 0) {
                forgetOldest(session);
            }
            return key;
        });
    }

    private void forgetOldest(Session session) throws SQLException {
        long tooMany = session.number(COUNT).orElse(0) - limit;
        if (tooMany > 0) {
            session.run(FORGET_OLDEST, tooMany);
        }
    }

    @Override
    public void forget(String keyId) {
        writer.commit(transaction -> transaction.session().run(FORGET, keyId));
    }

    private static StoredKey read(ResultSet row) throws SQLException {
        return new StoredKey(
                row.getString("key_id"),
                row.getString("controller"),
                Body.of(row.getBytes("spki")),
                Columns.instant(row, "fetched_at"));
    }
}
