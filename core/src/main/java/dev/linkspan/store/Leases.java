package dev.linkspan.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who serves which lane. Nodes on one database share the lanes: each says again and again that it is alive, takes over the
 * lanes of those that do not, and no more than its share. A lane's lease number grows whenever somebody takes it, so that
 * what its last holder still writes is left out. Time is the database's own, so the nodes' clocks need not agree.
 */
public interface Leases {

    /**
     * Says that a node is alive, forgets nodes that have not said so in time, and takes lanes that nobody holds, as far as
     * the node's fair share goes: all lanes divided by all nodes, rounded up. One atomic act.
     *
     * @param node a name that no other node has or had
     * @param ttl how long this word holds; at least a second
     */
    Tended tend(String node, Duration ttl);

    /**
     * Whether another node can take lanes at all. If not, what was claimed is held until the end, and tending is only needed
     * to claim more.
     */
    boolean isShared();

    /** Gives lanes back; those that the node does not hold are left alone. */
    void release(String node, Collection<String> authorities);

    /** The node is no more, and its lanes are nobody's. */
    void leave(String node);

    /** Which node serves which lane, by authority; a lane that nobody serves is left out. */
    Map<String, String> holders();

    /**
     * What a node learns when it tends its leases.
     *
     * @param lapsed the node had not been known, or not any more: it holds nothing but what it claims now
     * @param claimed the lanes that it serves from now on, with their new lease
     * @param surplus how many lanes it holds above its share, and should release
     * @param nodes how many nodes there are
     * @param sharedTime when this was, as {@link Store#sharedTime} says it
     */
    record Tended(boolean lapsed, List<Lane> claimed, int surplus, int nodes, Optional<Instant> sharedTime) {
        /** Copies the list. */
        public Tended {
            claimed = List.copyOf(claimed);
        }
    }
}
