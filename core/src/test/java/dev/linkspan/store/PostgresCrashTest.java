package dev.linkspan.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.testkit.store.CrashContract;
import dev.linkspan.testkit.store.StoreOpener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The killed process and its PostgreSQL, which lives on. */
@Tag("postgres")
final class PostgresCrashTest extends CrashContract {

    private final String url = PostgresServer.shared().freshUrl();
    private final HikariDataSource pool = Pools.of(url);

    @AfterEach
    void close() {
        pool.close();
    }

    @Override
    protected String location() {
        return url;
    }

    @Override
    protected Class<? extends StoreOpener> opener() {
        return Opener.class;
    }

    /** The store in a database. */
    public static final class Opener implements StoreOpener {
        @Override
        public Store open(String location) {
            return Store.postgresql(Pools.of(location));
        }
    }

    @Override
    protected Store open() {
        // The server may still be at the commit that the process asked for before it died: one turn behind it.
        PostgresServer.execute(url, "SELECT pos FROM log_end FOR UPDATE");
        return Store.postgresql(pool);
    }
}
