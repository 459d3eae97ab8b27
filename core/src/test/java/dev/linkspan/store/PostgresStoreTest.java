package dev.linkspan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.testkit.store.StoreContract;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL. */
@Tag("postgres")
final class PostgresStoreTest extends StoreContract {

    /** PostgreSQL whose clock the test moves. */
    private static final class MovedClock extends ForwardingDialect {
        private final AtomicLong passedMillis = new AtomicLong();

        MovedClock(Dialect real) {
            super(real);
        }

        @Override
        public long now(Session session) throws SQLException {
            return super.now(session) + passedMillis.get();
        }

        @Override
        public boolean isUpSince(Session session, long millis) throws SQLException {
            return super.isUpSince(session, millis - passedMillis.get());
        }
    }

    private HikariDataSource pool;
    private MovedClock dialect;

    @Override
    protected Store open() {
        pool = Pools.of(PostgresServer.shared().freshUrl());
        dialect = new MovedClock(new PostgresDialect(pool));
        return JdbcStore.open(dialect);
    }

    @Override
    protected void pass(Duration time) {
        dialect.passedMillis.addAndGet(time.toMillis());
    }

    @Test
    void shares_the_time_of_the_database() {
        Instant before = store.sharedTime().orElseThrow();

        pass(Duration.ofHours(1));

        assertThat(store.sharedTime().orElseThrow()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
    }

    @AfterEach
    void leaves_no_connection_behind() {
        store.close();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        pool.close();
    }
}
