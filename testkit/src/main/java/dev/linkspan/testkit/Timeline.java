package dev.linkspan.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The foreign objects that an instance shows its users, and through which Announces it came to them. */
final class Timeline {

    /** One Announce: whose, and of what. */
    record Boost(String actor, String object) {}

    private final Map<String, String> authors = new ConcurrentHashMap<>();
    private final Map<String, Boost> boosts = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    boolean shows(String object) {
        return authors.containsKey(object);
    }

    boolean isDeleted(String object) {
        return deleted.contains(object);
    }

    void show(String object, String author) {
        authors.put(object, author);
    }

    void delete(String object) {
        authors.remove(object);
        deleted.add(object);
    }

    void deleteAllBy(String author) {
        authors.forEach((object, by) -> {
            if (by.equals(author)) {
                delete(object);
            }
        });
    }

    void boosted(String announce, Boost boost) {
        boosts.put(announce, boost);
    }

    Optional<Boost> boost(String announce) {
        return Optional.ofNullable(boosts.get(announce));
    }

    /** Takes an Announce back; what nobody else announces is shown no longer. */
    void unboost(String announce) {
        Boost gone = boosts.remove(announce);
        if (gone != null && boosts.values().stream().noneMatch(b -> b.object().equals(gone.object()))) {
            authors.remove(gone.object());
        }
    }
}
