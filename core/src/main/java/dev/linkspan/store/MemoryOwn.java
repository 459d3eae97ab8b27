package dev.linkspan.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Activities of our own making in memory, with the Announces that hold found by object and by author. */
final class MemoryOwn {

    /** An activity and the entries that carry it. */
    private record Kept(OwnActivity activity, List<Long> offsets) {}

    private final Map<String, Kept> byId = new LinkedHashMap<>();
    private final Map<String, Deque<OwnActivity>> announcesByObject = new HashMap<>();
    private final Map<String, Deque<OwnActivity>> announcesByAuthor = new HashMap<>();

    /** An activity that is sent again keeps its first document. */
    void put(OwnActivity activity, long offset) {
        Kept old = byId.get(activity.id());
        if (old != null) {
            old.offsets.add(offset);
            return;
        }
        byId.put(activity.id(), new Kept(activity, new ArrayList<>(List.of(offset))));
        if (activity.type().equals("Announce")) {
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

    /** Forgets old activities that none of these entries carries. */
    int trim(Instant before, Set<Long> entries, int limit) {
        int removed = 0;
        Iterator<Kept> all = byId.values().iterator();
        while (removed < limit && all.hasNext()) {
            Kept kept = all.next();
            if (kept.activity.madeAt().isBefore(before) && kept.offsets.stream().noneMatch(entries::contains)) {
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
