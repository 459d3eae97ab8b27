package dev.linkspan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Another dialect, for tests that change something about it. */
class ForwardingDialect implements Dialect {

    private final Dialect real;

    ForwardingDialect(Dialect real) {
        this.real = real;
    }

    @Override
    public Connection openWriter() throws SQLException {
        return real.openWriter();
    }

    @Override
    public Readers openReaders() throws SQLException {
        return real.openReaders();
    }

    @Override
    public DataSource migrating() {
        return real.migrating();
    }

    @Override
    public void alone(Alone action) throws SQLException {
        real.alone(action);
    }

    @Override
    public Neighbours neighbours(News news) throws SQLException {
        return real.neighbours(news);
    }

    @Override
    public String ddl(String statement) {
        return real.ddl(statement);
    }

    @Override
    public int schemaVersion(Session session) throws SQLException {
        return real.schemaVersion(session);
    }

    @Override
    public void schemaVersion(Statement statement, int version) throws SQLException {
        real.schemaVersion(statement, version);
    }

    @Override
    public void begin(Session session) throws SQLException {
        real.begin(session);
    }

    @Override
    public OptionalLong addUnseen(Session session, NewEntry entry) throws SQLException {
        return real.addUnseen(session, entry);
    }

    @Override
    public long now(Session session) throws SQLException {
        return real.now(session);
    }

    @Override
    public boolean isUpSince(Session session, long millis) throws SQLException {
        return real.isUpSince(session, millis);
    }

    @Override
    public StoreSpace space(Session session) throws SQLException {
        return real.space(session);
    }

    @Override
    public boolean isAlone() {
        return real.isAlone();
    }

    @Override
    public void close() {
        real.close();
    }
}
