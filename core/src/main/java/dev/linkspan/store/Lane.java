package dev.linkspan.store;

import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
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
     * @param since subscribers' entries up to this offset are from before the subscription and not for this lane; the
     *     cursor may be further back, for control messages that are still to be delivered
     */
    public record Target(String inbox, Style style, long since) {}

    /** Which form of an entry this lane gets; {@link Form#NONE} if the entry does not concern it. */
    public Form formOf(LogEntry entry) {
        return switch (entry.audience()) {
            case OneLane one -> one.lane().equals(authority) ? Form.OWN : Form.NONE;
            case Subscribers subscribers ->
                target.filter(to -> entry.offset() > to.since()
                                && !subscribers.except().contains(authority))
                        .map(to -> to.style() == Style.PUBLIC ? subscribers.publicStyle() : subscribers.actorStyle())
                        .orElse(Form.NONE);
        };
    }

    /** This lane having come this far. */
    Lane with(LaneProgress newProgress) {
        return new Lane(authority, target, newProgress);
    }

    /** This lane with another target. */
    Lane with(Optional<Target> newTarget) {
        return new Lane(authority, newTarget, progress);
    }
}
