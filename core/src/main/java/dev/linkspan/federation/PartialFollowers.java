package dev.linkspan.federation;

import dev.linkspan.discovery.Origin;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.Follows;
import java.util.List;
import java.util.Optional;

/**
 * The followers that an actor of ours has on one server, which may know of them and of no others. Read from the store each
 * time: a set that another node, or the application itself, changed meanwhile would tell the server to end what holds.
 *
 * @param follows where they are
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md">FEP-8fcf</a>
 */
record PartialFollowers(Follows follows) {

    /**
     * The ids of the followers on a server.
     *
     * @param actor the id of our actor
     * @param server any address there; its scheme and authority count
     */
    List<String> of(String actor, String server) {
        Optional<Origin> origin = Origin.of(server);
        return origin
                .map(of ->
                        follows.idsOn(Direction.FOLLOWER, actor, of.authority().toString()))
                .orElse(List.of())
                .stream()
                .filter(id -> Origin.of(id).equals(origin))
                .toList();
    }
}
