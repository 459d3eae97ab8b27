package dev.linkspan.store;

import dev.linkspan.store.LaneProgress.Straggler;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row for each of the few entries that stayed behind a cursor. A cursor moves twice a second, and of what stayed behind
 * little changes meanwhile: of a lane under the same lease only that is written, for nobody else writes under it. By the
 * writer only.
 */
final class StragglerTable {

    private static final String DROP_ALL = "DELETE FROM straggler WHERE lane = ?";
    private static final String DROP = DROP_ALL + " AND pos = ?";
    private static final String PUT = "INSERT INTO straggler (lane, pos, attempts, due) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (lane, pos) DO UPDATE SET attempts = excluded.attempts, due = excluded.due";

    /** What is in the table for certain, of lanes that have any. */
    private final Map<String, LaneProgress> written = new HashMap<>();

    /** Writes the stragglers of lanes in place of what was there. */
    static void replace(Session session, List<LaneProgress> lanes) throws SQLException {
        Changes changes = new Changes();
        lanes.forEach(changes::replace);
        changes.write(session);
    }

    static void drop(Session session, String lane) throws SQLException {
        session.run(DROP_ALL, lane);
    }

    /** Within an act: writes what changed of lanes' stragglers. */
    void write(Transaction transaction, List<LaneProgress> lanes) throws SQLException {
        Changes changes = new Changes();
        for (LaneProgress lane : lanes) {
            // Taken out until the commit: should the act fail, or another one of its transaction write, nothing is
            // certain.
            LaneProgress known = written.remove(lane.authority());
            if (known != null && known.lease() == lane.lease()) {
                changes.update(known, lane);
            } else {
                changes.replace(lane);
            }
        }
        changes.write(transaction.session());
        transaction.afterCommit(() -> lanes.forEach(this::isWritten));
    }

    private void isWritten(LaneProgress lane) {
        // A lane that was never claimed can go and come again under the same lease, which is none.
        if (lane.lease() > 0 && !lane.stragglers().isEmpty()) {
            written.put(lane.authority(), lane);
        } else {
            written.remove(lane.authority());
        }
    }

    /** Lanes that are not ours, or not there. */
    void forget(Set<String> lanes) {
        written.keySet().removeAll(lanes);
    }

    /** What there is to be done, each sort in one journey. */
    private static final class Changes {

        private final List<@Nullable Object[]> dropAll = new ArrayList<>();
        private final List<@Nullable Object[]> drop = new ArrayList<>();
        private final List<@Nullable Object[]> put = new ArrayList<>();

        void replace(LaneProgress lane) {
            dropAll.add(new Object[] {lane.authority()});
            lane.stragglers().forEach(straggler -> put(lane, straggler));
        }

        void update(LaneProgress before, LaneProgress lane) {
            Map<Long, Straggler> gone = new HashMap<>();
            before.stragglers().forEach(straggler -> gone.put(straggler.offset(), straggler));
            for (Straggler straggler : lane.stragglers()) {
                if (!straggler.equals(gone.remove(straggler.offset()))) {
                    put(lane, straggler);
                }
            }
            gone.keySet().forEach(offset -> drop.add(new Object[] {lane.authority(), offset}));
        }

        private void put(LaneProgress lane, Straggler straggler) {
            put.add(new Object[] {
                lane.authority(), straggler.offset(), straggler.attempts(), Columns.millis(straggler.due())
            });
        }

        void write(Session session) throws SQLException {
            session.runEach(DROP_ALL, dropAll);
            session.runEach(DROP, drop);
            session.runEach(PUT, put);
        }
    }
}
