package dev.linkspan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Pools as an application makes them. */
final class Pools {

    private Pools() {}

    static HikariDataSource of(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url + "&connectTimeout=8&socketTimeout=20");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(8_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
