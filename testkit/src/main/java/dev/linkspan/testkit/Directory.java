package dev.linkspan.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The actors of one instance; a user exists from the first time somebody asks for it. */
final class Directory {

    private final Profile profile;
    private final String base;
    private final KeySource keys;
    private final FakeUser instanceActor;
    private final FakeUser fetcher;
    private final Map<String, FakeUser> users = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    Directory(String base, String name, Profile profile, KeySource keys) {
        this.profile = profile;
        this.base = base;
        this.keys = keys;
        this.instanceActor = FakeUser.of(profile, name, base + profile.instanceActorPath(), keys.next());
        this.fetcher = profile == Profile.PLEROMA
                ? FakeUser.of(profile, "internal.fetch", base + "/internal/fetch", keys.next())
                : instanceActor;
    }

    FakeUser instanceActor() {
        return instanceActor;
    }

    /** Who signs the requests for documents: with Pleroma not the actor that follows relays. */
    FakeUser fetcher() {
        return fetcher;
    }

    FakeUser user(String name) {
        return users.computeIfAbsent(name, n -> FakeUser.of(profile, n, base + profile.userPath(n), keys.next()));
    }

    Collection<FakeUser> users() {
        return users.values();
    }

    /** A user by an id of theirs; empty for the actors of the server itself. */
    Optional<FakeUser> userById(String id) {
        return users.values().stream().filter(user -> user.id().equals(id)).findFirst();
    }

    Optional<FakeUser> byId(String id) {
        if (id.equals(instanceActor.id())) {
            return Optional.of(instanceActor);
        }
        if (id.equals(fetcher.id())) {
            return Optional.of(fetcher);
        }
        return userById(id);
    }

    Optional<FakeUser> byName(String name) {
        if (name.equals(instanceActor.name())) {
            return Optional.of(instanceActor);
        }
        return name.equals(fetcher.name()) ? Optional.of(fetcher) : Optional.ofNullable(users.get(name));
    }

    void delete(FakeUser user) {
        deleted.add(user.id());
    }

    boolean isDeleted(FakeUser user) {
        return deleted.contains(user.id());
    }
}
