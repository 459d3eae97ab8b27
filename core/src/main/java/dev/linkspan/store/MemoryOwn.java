package dev.linkspan.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Activities of our own making in memory, with the Announces that hold found by object and by author. */
final class MemoryOwn {

    private record Kept(OwnActivity activity, long lastOffset) {}

    private final Map<String, Kept> byId = new LinkedHashMap<>();
    private final Map<String, Deque<OwnActivity>> announcesByObject = new HashMap<>();
    private final Map<String, Deque<OwnActivity>> announcesByAuthor = new HashMap<>();

    /** An activity that is sent again keeps its first document. */
    void put(OwnActivity activity, long offset) {
        Kept old = byId.get(activity.id());
        byId.put(activity.id(), new Kept(old == null ? activity : old.activity, offset));
        if (old == null && activity.type().equals("Announce")) {
            add(announcesByObject, activity.objectId(), activity);
            activity.author().ifPresent(author -> add(announcesByAuthor, author, activity));
        }
    }

    void undo(String id) {
        Kept kept = byId.get(id);
        if (kept != null) {
            unlist(kept.activity);
        }
    }

    Optional<OwnActivity> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(Kept::activity);
    }

    Optional<OwnActivity> announceOf(String objectId) {
        return Optional.ofNullable(announcesByObject.get(objectId)).map(Deque::getFirst);
    }

    List<OwnActivity> announcesBy(String author, int limit) {
        return announcesByAuthor.getOrDefault(author, new ArrayDeque<>()).stream()
                .limit(limit)
                .toList();
    }

    int trim(Instant before, long lowestOffset, int limit) {
        int removed = 0;
        Iterator<Kept> all = byId.values().iterator();
        while (removed < limit && all.hasNext()) {
            Kept kept = all.next();
            if (kept.activity.madeAt().isBefore(before) && kept.lastOffset < lowestOffset) {
                all.remove();
                unlist(kept.activity);
                removed++;
            }
        }
        return removed;
    }

    private static void add(Map<String, Deque<OwnActivity>> index, String key, OwnActivity activity) {
        index.computeIfAbsent(key, k -> new ArrayDeque<>()).addFirst(activity);
    }

    private void unlist(OwnActivity activity) {
        remove(announcesByObject, activity.objectId(), activity);
        activity.author().ifPresent(author -> remove(announcesByAuthor, author, activity));
    }

    private static void remove(Map<String, Deque<OwnActivity>> index, String key, OwnActivity activity) {
        index.computeIfPresent(key, (k, all) -> {
            all.remove(activity);
            return all.isEmpty() ? null : all;
        });
    }
}
