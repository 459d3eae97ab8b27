package dev.linkspan.store;

import java.util.Optional;

/**
 * A destination and how far it has come.
 *
 * @param authority host, with a port that is not the default: the lane's key
 * @param target where subscribers' entries go; absent if the authority has no accepted subscription (any more) and the
 *     lane only carries control messages
 * @param progress how far it has come
 */
public record Lane(String authority, Optional<Target> target, LaneProgress progress) {

    /**
     * Where a lane's posts go.
     *
     * @param inbox the inbox, shared if possible
     * @param style what it gets; {@link Style#PUBLIC} if the authority subscribes in both
     */
    public record Target(String inbox, Style style) {}
}
