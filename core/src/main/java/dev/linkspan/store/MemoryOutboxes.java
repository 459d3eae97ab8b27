package dev.linkspan.store;

import dev.linkspan.store.OutboxCursor.Placed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What our actors published and liked, in memory. */
final class MemoryOutboxes implements Outboxes {

    private record Key(Shelf shelf, String actor) {}

    private final MemoryState state;
    private final MemoryLog log;
    private final Map<Key, NavigableMap<Long, Published>> shelves = new HashMap<>();

    MemoryOutboxes(MemoryState state, MemoryLog log) {
        this.state = state;
        this.log = log;
    }

    @Override
    public AppendResult append(List<NewEntry> entries, List<OutboxChange> changes) {
        OutboxChange.requireOnePlaceEach(changes);
        return log.append(entries, offset -> changes.forEach(change -> apply(change, offset)));
    }

    private void apply(OutboxChange change, long offset) {
        switch (change) {
            case OutboxChange.Show show -> show(show.item(), show.newest(), offset);
            case OutboxChange.Revise revise -> revise(revise);
            case OutboxChange.Withdraw w ->
                remove(
                        w.actor(),
                        item -> item.activityId().equals(w.id())
                                || item.objectId().equals(w.id()));
            case OutboxChange.WithdrawType w ->
                remove(
                        w.actor(),
                        item -> item.type().equals(w.type()) && item.objectId().equals(w.objectId()));
            case OutboxChange.Clear clear -> remove(clear.actor(), item -> true);
        }
    }

    private void show(Published item, int newest, long offset) {
        NavigableMap<Long, Published> all =
                shelves.computeIfAbsent(new Key(item.shelf(), item.actor()), key -> new TreeMap<>());
        all.put(offset, item);
        while (all.size() > newest) {
            all.pollFirstEntry();
        }
    }

    private void revise(OutboxChange.Revise revise) {
        all(Shelf.OUTBOX, revise.actor())
                .replaceAll((pos, item) -> isOf(item, revise.type(), revise.objectId())
                        ? new Published(
                                item.shelf(),
                                item.actor(),
                                item.activityId(),
                                item.type(),
                                item.objectId(),
                                revise.body())
                        : item);
    }

    private void remove(String actor, Predicate<Published> unwanted) {
        for (Shelf shelf : Shelf.values()) {
            all(shelf, actor).values().removeIf(unwanted);
        }
    }

    private static boolean isOf(Published item, String type, String objectId) {
        return item.type().equals(type) && item.objectId().equals(objectId);
    }

    @Override
    public Page page(Shelf shelf, String actor, Optional<String> cursor, int limit) {
        FollowCursor.requirePositive(limit);
        Optional<OutboxCursor> from = OutboxCursor.of(cursor);
        if (from.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        List<Placed> found = state.atomically(
                () -> all(shelf, actor).headMap(from.get().pos(), false).descendingMap().entrySet().stream()
                        .limit(limit + 1L)
                        .map(entry -> new Placed(entry.getKey(), entry.getValue()))
                        .toList());
        return OutboxCursor.page(found, limit);
    }

    @Override
    public long count(Shelf shelf, String actor) {
        return state.atomically(() -> (long) all(shelf, actor).size());
    }

    @Override
    public Optional<Published> find(String actor, String type, String objectId) {
        return state.atomically(() -> all(Shelf.OUTBOX, actor).descendingMap().values().stream()
                .filter(item -> isOf(item, type, objectId))
                .findFirst());
    }

    private NavigableMap<Long, Published> all(Shelf shelf, String actor) {
        return shelves.getOrDefault(new Key(shelf, actor), new TreeMap<>());
    }
}
