package dev.linkspan.federation;

import dev.linkspan.discovery.Origin;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.FollowersDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The followers that an actor of ours has on one server, which may know of them and of no others. Read from the store: what
 * another node, or the application itself, changed meanwhile counts.
 *
 * @param follows where they are
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md">FEP-8fcf</a>
 */
record PartialFollowers(Follows follows) {

    /** More on one server are not compared: all of them go into one document, for older Mastodon reads no second page. */
    static final int MOST = 5_000;

    private static final int PAGE = 1_000;

    /** So many on one server. */
    private record Part(int size, FollowersDigest digest) {

        private static final Part NONE = new Part(0, FollowersDigest.of(List.of()));

        Part with(String id) {
            return new Part(size + 1, digest.changedBy(id));
        }
    }

    /**
     * The ids of the followers on a server; empty if there are more than are compared.
     *
     * @param actor the id of our actor
     * @param server any address there; its scheme and authority count
     */
    Optional<List<String>> of(String actor, String server) {
        Optional<Origin> origin = Origin.of(server);
        List<String> ids = origin.map(of ->
                        follows.idsOn(Direction.FOLLOWER, actor, of.authority().toString(), MOST + 1))
                .orElse(List.of());
        return ids.size() > MOST
                ? Optional.empty()
                : Optional.of(
                        ids.stream().filter(id -> Origin.of(id).equals(origin)).toList());
    }

    /** The digest of the followers on a server; empty if there are none, or more than are compared. */
    Optional<FollowersDigest> digest(String actor, Origin server) {
        return of(actor, server.toString()).filter(ids -> !ids.isEmpty()).map(FollowersDigest::of);
    }

    /** The digests of the followers on all servers where there are any, and no more than are compared. */
    Map<Origin, FollowersDigest> digests(String actor) {
        Map<Origin, Part> parts = new HashMap<>();
        Optional<String> cursor = Optional.empty();
        do {
            Follows.Page page = follows.page(Direction.FOLLOWER, actor, State.ACCEPTED, cursor, PAGE);
            for (FollowRelation relation : page.relations()) {
                Origin.of(relation.remote())
                        .ifPresent(server -> parts.put(
                                server, parts.getOrDefault(server, Part.NONE).with(relation.remote())));
            }
            cursor = page.next();
        } while (cursor.isPresent());
        Map<Origin, FollowersDigest> digests = new HashMap<>();
        parts.forEach((server, part) -> {
            if (part.size() <= MOST) {
                digests.put(server, part.digest());
            }
        });
        return digests;
    }
}
