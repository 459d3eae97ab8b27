package dev.linkspan.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Brings the tables up to date by Flyway, which remembers in a table of its own what it did. Apart from {@link Schema} so
 * that Flyway is loaded only when something is to be done. The steps are given to it, not looked for: nothing is scanned.
 */
final class Migrations {

    /** Flyway's table; short, and ours among those of other programs. */
    static final String TABLE = "linkspan_schema";

    private Migrations() {}

    /**
     * Does the steps that are missing, each in one transaction.
     *
     * @param version of the tables that are there from before this table was kept; 0 if there are none
     * @throws StoreException if a step fails; the database is as the step before it left it
     */
    static void run(Dialect dialect, List<List<String>> steps, int version) {
        JavaMigration[] migrations = IntStream.range(0, steps.size())
                .mapToObj(step -> new Step(dialect, step + 1, steps.get(step)))
                .toArray(JavaMigration[]::new);
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dialect.migrating())
                    .loggers("slf4j")
                    .table(TABLE)
                    .locations(new String[0])
                    .javaMigrations(migrations)
                    // Also where other programs' tables are, or ours from before.
                    .baselineOnMigrate(true)
                    .baselineVersion(Integer.toString(version))
                    .createSchemas(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw StoreException.failed(e);
        } catch (LinkageError e) {
            throw new StoreException(
                    StoreException.Reason.DRIVER_MISSING,
                    "no migrations (expected: org.flywaydb:flyway-core on the class or module path)",
                    e);
        }
    }

    /** One step of {@link Schema}. */
    private record Step(Dialect dialect, int number, List<String> statements) implements JavaMigration {

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion(Integer.toString(number));
        }

        @Override
        public String getDescription() {
            return "step " + number;
        }

        /** So that a step which was changed after it was published is noticed. */
        @Override
        public Integer getChecksum() {
            CRC32 checksum = new CRC32();
            statements.forEach(statement -> checksum.update(statement.getBytes(StandardCharsets.UTF_8)));
            return (int) checksum.getValue();
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws Exception {
            // Not closed: the connection is Flyway's.
            Connection connection = context.getConnection();
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(dialect.ddl(sql));
                }
                dialect.schemaVersion(statement, number);
            }
        }
    }
}
