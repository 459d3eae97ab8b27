package dev.linkspan.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The lanes in a database. */
final class JdbcLanes implements Lanes {

    private final GroupCommit writer;
    private final Readers readers;

    JdbcLanes(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
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
    public void advance(Collection<LaneProgress> progress) {
        List<LaneProgress> all = List.copyOf(progress);
        if (all.isEmpty()) {
            return;
        }
        writer.commit(transaction -> {
            long end = LogTable.end(transaction.session());
            for (LaneProgress lane : all) {
                lane.requireWithin(end);
                LaneTable.advance(transaction.session(), lane);
            }
            return all;
        });
    }

    @Override
    public boolean removeIfIdle(String authority) {
        return writer.commit(transaction -> LaneTable.removeIfIdle(transaction.session(), authority));
    }
}
