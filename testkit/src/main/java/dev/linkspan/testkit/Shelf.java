package dev.linkspan.testkit;

import dev.linkspan.vocab.AsObject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The documents that an instance shows at their ids. */
final class Shelf {

    private final Map<String, JsonObject> documents = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> receivers = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastNumber;

    /** Numbers start from the time, as those of real servers do: an instance on a reused port repeats no id. */
    Shelf(Instant start) {
        this.lastNumber = new AtomicLong(start.toEpochMilli() * 1000);
    }

    long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    void put(String id, JsonObject document) {
        documents.put(id, document);
    }

    Optional<JsonObject> find(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    /** Remembers the inboxes that something about an object went to. */
    void sent(String object, Set<String> inboxes) {
        receivers.computeIfAbsent(object, id -> ConcurrentHashMap.newKeySet()).addAll(inboxes);
    }

    Set<String> receivers(String object) {
        return receivers.getOrDefault(object, Set.of());
    }

    void delete(String id) {
        documents.remove(id);
        deleted.add(id);
    }

    void deleteAllBy(String actor) {
        documents.forEach((id, document) -> {
            if (AsObject.of(document).ids("attributedTo").contains(actor)) {
                delete(id);
            }
        });
    }

    boolean isDeleted(String id) {
        return deleted.contains(id);
    }
}
