package dev.linkspan.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All subscriptions in memory. One thread at a time changes it, any number read. */
final class SubscriptionIndex {

    private record Key(String actor, Style style) {}

    private final ConcurrentHashMap<Key, Subscription> byKey = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<Subscription>> byAuthority = new ConcurrentHashMap<>();

    void put(Subscription subscription) {
        remove(subscription.actor(), subscription.style());
        byKey.put(new Key(subscription.actor(), subscription.style()), subscription);
        byAuthority.merge(
                subscription.authority(),
                List.of(subscription),
                (old, added) -> Stream.concat(old.stream(), added.stream())
                        .sorted(Targets.EARLIEST)
                        .toList());
    }

    void remove(String actor, Style style) {
        Subscription old = byKey.remove(new Key(actor, style));
        if (old != null) {
            byAuthority.computeIfPresent(old.authority(), (authority, all) -> {
                List<Subscription> rest =
                        all.stream().filter(s -> !s.equals(old)).toList();
                return rest.isEmpty() ? null : rest;
            });
        }
    }

    Optional<Subscription> find(String actor, Style style) {
        return Optional.ofNullable(byKey.get(new Key(actor, style)));
    }

    List<Subscription> on(String authority) {
        return byAuthority.getOrDefault(authority, List.of());
    }

    List<Subscription> all() {
        return byKey.values().stream().sorted(Targets.EARLIEST).toList();
    }
}
