package dev.linkspan.store;

import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of tables that nobody sees, and at what cost. */
final class UnreferredTest {

    @TempDir
    Path dir;

    private List<String> lines(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("linkspan.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(rows.getMetaData().getColumnCount()));
            }
            return lines;
        }
    }

    @Test
    void an_entry_that_one_host_never_takes_keeps_only_its_own_set_of_recipients() throws Exception {
        try (Store store = Store.sqlite(dir)) {
            for (int i = 0; i < 50; i++) {
                store.log().append(sentAs("Delete", "https://app.example/" + i, "slow.example", "h" + i + ".example"));
                store.lanes().advance(List.of(cursor("h" + i + ".example", i + 1)));
            }
            store.lanes()
                    .advance(List.of(new LaneProgress(
                            "slow.example",
                            50,
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            LaneProgress.Health.ACTIVE,
                            0,
                            List.of(new LaneProgress.Straggler(1, 9, Instant.EPOCH)))));
            for (int i = 0; i < 50; i++) {
                store.lanes().advance(List.of(cursor("h" + i + ".example", 50)));
            }
            store.log().trim(Instant.MIN, Instant.MAX, Instant.MIN, Instant.MIN);
        }

        assertThat(lines("SELECT inboxes FROM recipients"))
                .singleElement()
                .asString()
                .contains("h0.example");
    }

    @Test
    void whether_an_entry_refers_to_a_row_is_read_from_an_index() throws Exception {
        Store.sqlite(dir).close();

        assertThat(lines("EXPLAIN QUERY PLAN SELECT id FROM own WHERE made_at > 1 AND made_at <= 2"
                        + " AND NOT EXISTS (SELECT 1 FROM log WHERE own_id = own.id) LIMIT 5"))
                .anySatisfy(line -> assertThat(line).contains("log_own"))
                .anySatisfy(line -> assertThat(line).contains("own_made_at"))
                .noneSatisfy(line -> assertThat(line).startsWith("SCAN"));
        assertThat(lines("EXPLAIN QUERY PLAN SELECT id FROM recipients WHERE last_pos > 1 AND last_pos <= 2"
                        + " AND NOT EXISTS (SELECT 1 FROM log WHERE recipients_id = recipients.id) LIMIT 5"))
                .anySatisfy(line -> assertThat(line).contains("log_recipients"))
                .anySatisfy(line -> assertThat(line).contains("recipients_last_pos"))
                .noneSatisfy(line -> assertThat(line).startsWith("SCAN"));
    }
}
