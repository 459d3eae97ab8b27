package dev.linkspan.store;

import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who follows whom, in memory. */
final class MemoryFollows implements Follows {

    private static final Comparator<FollowRelation> OLDEST =
            Comparator.comparing(FollowRelation::since).thenComparing(FollowRelation::remote);

    private final MemoryState state;
    private final MemoryLog log;
    private final Map<Key, FollowRelation> relations = new HashMap<>();

    private record Key(Direction direction, String local, String remote) {
        static Key of(FollowRelation relation) {
            return new Key(relation.direction(), relation.local(), relation.remote());
        }
    }

    /** What became of an attempt to change something. */
    private record Change(boolean done, boolean appended) {}

    MemoryFollows(MemoryState state, MemoryLog log) {
        this.state = state;
        this.log = log;
    }

    @Override
    public boolean put(Optional<FollowRelation> expected, FollowRelation wanted, List<NewEntry> along) {
        return change(
                Key.of(wanted),
                expected.map(FollowRelation::asStored),
                () -> relations.put(Key.of(wanted), wanted.asStored()),
                along);
    }

    @Override
    public boolean remove(FollowRelation expected, List<NewEntry> along) {
        return change(
                Key.of(expected), Optional.of(expected.asStored()), () -> relations.remove(Key.of(expected)), along);
    }

    private boolean change(Key key, Optional<FollowRelation> expected, Runnable change, List<NewEntry> along) {
        Change result = state.atomically(() -> {
            if (!Optional.ofNullable(relations.get(key)).equals(expected)) {
                return new Change(false, false);
            }
            change.run();
            long before = state.end;
            log.appendUnseen(along);
            return new Change(true, state.end > before);
        });
        if (result.appended()) {
            log.announceEnd();
        }
        return result.done();
    }

    @Override
    public Optional<FollowRelation> find(Direction direction, String local, String remote) {
        return state.atomically(() -> Optional.ofNullable(relations.get(new Key(direction, local, remote))));
    }

    @Override
    public Optional<FollowRelation> byFollowId(Direction direction, String followId) {
        return state.atomically(
                () -> where(r -> r.direction() == direction && r.followId().equals(followId))
                        .min(Comparator.comparing(FollowRelation::since)
                                .thenComparing(FollowRelation::local)
                                .thenComparing(FollowRelation::remote)));
    }

    @Override
    public Page page(Direction direction, String local, State inState, Optional<String> cursor, int limit) {
        FollowCursor.requirePositive(limit);
        Optional<FollowCursor> from =
                cursor.isEmpty() ? Optional.of(FollowCursor.START) : cursor.flatMap(FollowCursor::of);
        if (from.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        List<FollowRelation> found = state.atomically(() -> in(direction, local, inState)
                .filter(r -> isBehind(from.get(), r))
                .sorted(OLDEST.reversed())
                .limit(limit + 1L)
                .toList());
        return FollowCursor.page(found, limit);
    }

    private static boolean isBehind(FollowCursor cursor, FollowRelation relation) {
        long since = Columns.millis(relation.since());
        return since < cursor.sinceMillis()
                || (since == cursor.sinceMillis() && relation.remote().compareTo(cursor.remote()) < 0);
    }

    @Override
    public long count(Direction direction, String local, State inState) {
        return state.atomically(() -> in(direction, local, inState).count());
    }

    @Override
    public List<Inboxes> inboxes(String local) {
        return state.atomically(() -> in(Direction.FOLLOWER, local, State.ACCEPTED)
                .map(r -> new Inboxes(r.authority(), r.inbox(), r.sharedInbox()))
                .distinct()
                .toList());
    }

    @Override
    public List<String> idsOn(Direction direction, String local, String authority, int limit) {
        return state.atomically(() -> in(direction, local, State.ACCEPTED)
                .filter(r -> r.authority().equals(authority))
                .map(FollowRelation::remote)
                .sorted()
                .limit(limit)
                .toList());
    }

    @Override
    public List<FollowRelation> byInbox(Direction direction, String local, String authority, String inbox, int limit) {
        return state.atomically(() -> where(
                        r -> r.direction() == direction && r.local().equals(local))
                .filter(r -> r.authority().equals(authority))
                .filter(r -> r.inbox().equals(inbox) || r.sharedInbox().equals(Optional.of(inbox)))
                .sorted(Comparator.comparing(FollowRelation::remote))
                .limit(limit)
                .toList());
    }

    @Override
    public List<String> authorities(String after, int limit) {
        return state.atomically(() -> where(r -> r.authority().compareTo(after) > 0)
                .map(FollowRelation::authority)
                .distinct()
                .sorted()
                .limit(limit)
                .toList());
    }

    @Override
    public List<FollowRelation> of(String remote) {
        return state.atomically(() -> where(r -> r.remote().equals(remote)).toList());
    }

    @Override
    public List<FollowRelation> of(Direction direction, String remote) {
        return state.atomically(
                () -> where(r -> r.direction() == direction && r.remote().equals(remote))
                        .toList());
    }

    @Override
    public int removeAll(String authority) {
        return removeWhere(r -> r.authority().equals(authority));
    }

    @Override
    public int removeRemote(String remote) {
        return removeWhere(r -> r.remote().equals(remote));
    }

    private int removeWhere(Predicate<FollowRelation> unwanted) {
        return state.atomically(() -> {
            int before = relations.size();
            relations.values().removeIf(unwanted);
            return before - relations.size();
        });
    }

    private Stream<FollowRelation> in(Direction direction, String local, State inState) {
        return where(r -> r.direction() == direction && r.local().equals(local) && r.state() == inState);
    }

    private Stream<FollowRelation> where(Predicate<FollowRelation> wanted) {
        return relations.values().stream().filter(wanted);
    }
}
