package dev.linkspan.store;

import dev.linkspan.store.Change.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lanes in a database. */
final class JdbcLanes implements Lanes, Mirror {

    private final GroupCommit writer;
    private final Readers readers;
    private final Listeners<String> changes;
    private final StragglerTable stragglers = new StragglerTable();

    JdbcLanes(GroupCommit writer, Readers readers, News news, Listeners<String> changes) {
        this.changes = changes;
        this.writer = writer;
        this.readers = readers;
        news.add(Topic.LANE, this);
    }

    @Override
    public void reload(String authority) {
        changes.tell(authority);
    }

    @Override
    public void reloadAll() {
        // Nothing is kept: whoever holds a lane that was taken away hears so when it writes.
    }

    @Override
    public List<Lane> all() {
        return readers.read(LaneTable::all);
    }

    @Override
    public Optional<Lane> find(String authority) {
        return readers.read(session -> LaneTable.find(session, authority));
    }

    @Override
    public Set<String> advance(Collection<LaneProgress> progress) {
        List<LaneProgress> all = List.copyOf(progress);
        if (all.isEmpty()) {
            return Set.of();
        }
        return writer.commit(transaction -> {
            long end = LogTable.end(transaction.session());
            all.forEach(lane -> lane.requireWithin(end));
            Set<String> lost = LaneTable.advance(transaction.session(), all);
            stragglers.forget(lost);
            stragglers.write(
                    transaction,
                    all.stream()
                            .filter(lane -> !lost.contains(lane.authority()))
                            .toList());
            return lost;
        });
    }

    @Override
    public boolean removeIfIdle(String authority) {
        return !authority.equals(Lane.APPLICATION)
                && writer.commit(transaction -> {
                    stragglers.forget(Set.of(authority));
                    return LaneTable.removeIfIdle(transaction.session(), authority);
                });
    }

    @Override
    public boolean abandon(String authority) {
        return !authority.equals(Lane.APPLICATION)
                && writer.commit(transaction -> {
                    stragglers.forget(Set.of(authority));
                    return LaneTable.abandon(transaction.session(), authority);
                });
    }

    @Override
    public ReplayResult replay(String authority, Instant from, Instant to) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            Optional<Lane> lane = LaneTable.find(session, authority);
            Optional<ReplayResult> refusal = Replays.refusal(lane);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            long before = LogTable.before(session, from);
            Set<Long> control = LogTable.stragglersNotForSubscribers(session, authority);
            Optional<Lane> rewound = Replays.rewound(lane.orElseThrow(), before, LogTable.upTo(session, to), control);
            if (rewound.isEmpty()) {
                return new ReplayResult.Nothing();
            }
            LaneTable.rewind(session, rewound.get());
            transaction.changed(new Change(Topic.LANE, authority));
            long until = rewound.get().replay().orElseThrow().until();
            return new ReplayResult.Started(LogTable.count(session, before, until));
        });
    }
}
