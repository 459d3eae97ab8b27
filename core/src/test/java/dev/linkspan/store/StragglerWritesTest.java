package dev.linkspan.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.control;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.LaneProgress.Straggler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of stragglers when a cursor moves. */
final class StragglerWritesTest {

    private static final int STRAGGLERS = 1_000;

    @TempDir
    Path dir;

    @Test
    void writes_what_changed_and_not_what_stayed() throws Exception {
        try (Store store = Store.sqlite(dir)) {
            store.log()
                    .append(IntStream.range(0, 2 * STRAGGLERS)
                            .mapToObj(i -> control("a.example", "https://r.example/" + i))
                            .toList());
            try (Session session =
                    new Session(java.sql.DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("linkspan.db")))) {
                session.execute("CREATE TABLE writes (pos INTEGER)");
                for (String what : List.of("INSERT", "UPDATE", "DELETE")) {
                    session.execute("CREATE TRIGGER on_" + what + " AFTER " + what
                            + " ON straggler BEGIN INSERT INTO writes (pos) VALUES ("
                            + (what.equals("DELETE") ? "old" : "new") + ".pos); END");
                }
                Lane lane = store.leases()
                        .tend("n1", Duration.ofSeconds(5))
                        .claimed()
                        .getFirst();
                List<Straggler> stragglers = new ArrayList<>(LongStream.rangeClosed(1, STRAGGLERS)
                        .mapToObj(offset -> new Straggler(offset, 1, NOW))
                        .toList());
                advance(store, lane, STRAGGLERS, stragglers);
                assertThat(session.number("SELECT count(*) FROM writes")).hasValue(STRAGGLERS);
                session.execute("DELETE FROM writes");

                for (int i = 1; i <= 100; i++) {
                    advance(store, lane, STRAGGLERS + i, stragglers);
                }
                assertThat(session.number("SELECT count(*) FROM writes")).hasValue(0);

                stragglers.set(6, new Straggler(7, 2, NOW));
                stragglers.removeLast();
                stragglers.add(new Straggler(STRAGGLERS + 1, 0, NOW));
                advance(store, lane, STRAGGLERS + 101, stragglers);
                assertThat(session.list("SELECT pos FROM writes ORDER BY pos", row -> row.getInt(1)))
                        .containsExactly(7, STRAGGLERS, STRAGGLERS + 1);
                assertThat(store.lanes()
                                .find("a.example")
                                .orElseThrow()
                                .progress()
                                .stragglers())
                        .isEqualTo(stragglers);
            }
        }
    }

    private static void advance(Store store, Lane lane, long cursor, List<Straggler> stragglers) {
        LaneProgress progress = lane.progress().under(lane.progress().lease(), cursor, stragglers);
        assertThat(store.lanes().advance(List.of(progress))).isEmpty();
    }
}
