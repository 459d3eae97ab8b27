package dev.linkspan.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who here follows whom elsewhere and is followed by whom, and what others did to what was written here. Thread-safe. */
final class People {

    private final Mailbox changes;
    private final Map<Pair, Following> following = new ConcurrentHashMap<>();
    private final Map<Pair, String> followers = new ConcurrentHashMap<>();
    private final Map<String, Reaction> reactions = new ConcurrentHashMap<>();

    private record Pair(String user, String other) {}

    /** A Follow by a user here, and how it stands. */
    record Following(String user, String target, String followId, SubscriptionState state) {}

    /** A Like or Announce by somebody elsewhere of what was written here. */
    record Reaction(String type, String actor, String object) {}

    People(Mailbox changes) {
        this.changes = changes;
    }

    void requested(String user, String target, String followId) {
        set(new Following(user, target, followId, SubscriptionState.PENDING));
    }

    void answered(Following asked, SubscriptionState state) {
        set(new Following(asked.user(), asked.target(), asked.followId(), state));
    }

    private void set(Following now) {
        changes.change(() -> following.put(new Pair(now.user(), now.target()), now));
    }

    void left(String user, String target) {
        changes.change(() -> following.remove(new Pair(user, target)));
    }

    Optional<Following> following(String user, String target) {
        return Optional.ofNullable(following.get(new Pair(user, target)));
    }

    Optional<Following> byFollowId(Collection<String> ids) {
        return following.values().stream()
                .filter(one -> ids.contains(one.followId()))
                .findFirst();
    }

    /** Whether anybody here follows an actor, and was let in. */
    boolean isFollowed(String actor) {
        return following.values().stream()
                .anyMatch(one -> one.target().equals(actor) && one.state() == SubscriptionState.ACCEPTED);
    }

    void followed(String user, String follower, String followId) {
        changes.change(() -> followers.put(new Pair(user, follower), followId));
    }

    /** Whether there was such a follower until now. */
    boolean unfollowed(String user, String follower) {
        boolean[] was = new boolean[1];
        changes.change(() -> was[0] = followers.remove(new Pair(user, follower)) != null);
        return was[0];
    }

    /** Whom an actor follows here by this Follow. */
    Optional<String> followedBy(String follower, String followId) {
        return followers.entrySet().stream()
                .filter(entry -> entry.getKey().other().equals(follower)
                        && entry.getValue().equals(followId))
                .map(entry -> entry.getKey().user())
                .findFirst();
    }

    List<String> followers(String user) {
        return followers.keySet().stream()
                .filter(pair -> pair.user().equals(user))
                .map(Pair::other)
                .sorted()
                .toList();
    }

    void reacted(String activityId, Reaction reaction) {
        changes.change(() -> reactions.put(activityId, reaction));
    }

    /** Whether this actor's reaction of this id was there until now. */
    boolean tookBack(String activityId, String actor) {
        boolean[] was = new boolean[1];
        changes.change(() -> {
            Reaction reaction = reactions.get(activityId);
            was[0] = reaction != null && reaction.actor().equals(actor) && reactions.remove(activityId, reaction);
        });
        return was[0];
    }

    /** Who reacted in this way to an object. */
    List<String> reactions(String type, String object) {
        return reactions.values().stream()
                .filter(one -> one.type().equals(type) && one.object().equals(object))
                .map(Reaction::actor)
                .sorted()
                .toList();
    }

    /** Everything that an actor did here goes. */
    void forget(String actor) {
        changes.change(() -> {
            followers.keySet().removeIf(pair -> pair.other().equals(actor));
            following.keySet().removeIf(pair -> pair.other().equals(actor));
            reactions.values().removeIf(one -> one.actor().equals(actor));
        });
    }

    /** What is in a collection of a user. */
    List<String> collection(String id) {
        if (id.endsWith("/followers")) {
            return followers(id.substring(0, id.length() - "/followers".length()));
        }
        if (id.endsWith("/following")) {
            String user = id.substring(0, id.length() - "/following".length());
            return following.values().stream()
                    .filter(one -> one.user().equals(user) && one.state() == SubscriptionState.ACCEPTED)
                    .map(Following::target)
                    .sorted()
                    .toList();
        }
        return id.endsWith("/likes") ? reactions("Like", id.substring(0, id.length() - "/likes".length())) : List.of();
    }
}
