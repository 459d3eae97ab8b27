package dev.linkspan.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The leases in a database. */
final class JdbcLeases implements Leases {

    /** So many lanes are looked up singly, say a new subscriber's, rather than among thousands that the node holds. */
    private static final int ONE_BY_ONE = 64;

    private final GroupCommit writer;
    private final Readers readers;
    private final Dialect dialect;

    JdbcLeases(GroupCommit writer, Readers readers, Dialect dialect) {
        this.writer = writer;
        this.readers = readers;
        this.dialect = dialect;
    }

    @Override
    public Tended tend(String node, Duration ttl) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            long now = dialect.now(session);
            if (dialect.isUpSince(session, ttl.toMillis())) {
                LeaseTable.forgetDead(session, node, now);
            }
            boolean lapsed = !LeaseTable.extend(session, node, now + ttl.toMillis());
            if (lapsed) {
                LeaseTable.release(session, node);
            }
            int nodes = LeaseTable.nodes(session);
            int share = Shares.of(LeaseTable.lanes(session), nodes);
            long held = LeaseTable.held(session, node);
            List<Lane> claimed = held < share ? claim(session, node, share - held) : List.of();
            Optional<Instant> shared = isShared() ? Optional.of(Instant.ofEpochMilli(now)) : Optional.empty();
            return new Tended(lapsed, claimed, (int) Math.max(0, held - share), nodes, shared);
        });
    }

    private static List<Lane> claim(Session session, String node, long most) throws SQLException {
        Set<String> claimed = LeaseTable.claim(session, node, most);
        if (claimed.size() <= ONE_BY_ONE) {
            List<Lane> lanes = new ArrayList<>();
            for (String authority : new TreeSet<>(claimed)) {
                LaneTable.find(session, authority).ifPresent(lanes::add);
            }
            return lanes;
        }
        return LaneTable.heldBy(session, node).stream()
                .filter(lane -> claimed.contains(lane.authority()))
                .toList();
    }

    @Override
    public boolean isShared() {
        return !dialect.isAlone();
    }

    @Override
    public void release(String node, Collection<String> authorities) {
        List<String> all = List.copyOf(authorities);
        writer.commit(transaction -> {
            for (String authority : all) {
                LeaseTable.release(transaction.session(), node, authority);
            }
            return all;
        });
    }

    @Override
    public void leave(String node) {
        writer.commit(transaction -> {
            LeaseTable.forget(transaction.session(), node);
            return node;
        });
    }

    @Override
    public Map<String, String> holders() {
        return readers.read(LeaseTable::holders);
    }
}
