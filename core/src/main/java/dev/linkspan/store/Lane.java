package dev.linkspan.store;

import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.Named;
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
 * @param replay the replay that is under way, if there is one
 */
public record Lane(String authority, Optional<Target> target, LaneProgress progress, Optional<Replay> replay) {

    /** The authority of the lane by which the application gets its entries; no host is called so. */
    public static final String APPLICATION = "@application";

    /** A lane without a replay. */
    public Lane(String authority, Optional<Target> target, LaneProgress progress) {
        this(authority, target, progress, Optional.empty());
    }

    /**
     * A part of the log that goes to a lane once more.
     *
     * @param until the last offset that does
     * @param resume up to here the lane had dealt with everything before; behind it, it goes on as ever
     */
    public record Replay(long until, long resume) {}

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
            case Named named -> named.inboxes().containsKey(authority) ? formOfNamed(entry) : Form.NONE;
            case Application application -> authority.equals(APPLICATION) ? Form.RECEIVED : Form.NONE;
            case Subscribers subscribers ->
                target.filter(to -> entry.offset() > to.since()
                                && !subscribers.except().contains(authority))
                        .map(to -> to.style() == Style.PUBLIC ? subscribers.publicStyle() : subscribers.actorStyle())
                        .orElse(Form.NONE);
        };
    }

    private static Form formOfNamed(LogEntry entry) {
        return entry.own().isPresent() ? Form.OWN : Form.RECEIVED;
    }

    /**
     * Whether a lane that reads this entry leaves it out because it dealt with it before its replay: what lies behind the
     * replayed part, and what was not for subscribers, such as control messages, which are for one moment.
     */
    public boolean isLeftOut(LogEntry entry) {
        return replay.isPresent()
                && entry.offset() <= replay.get().resume()
                && (entry.offset() > replay.get().until() || !(entry.audience() instanceof Subscribers));
    }

    /** This lane having come this far. */
    Lane with(LaneProgress newProgress) {
        return new Lane(authority, target, newProgress, replay.filter(r -> r.resume() > newProgress.cursor()));
    }

    /** This lane going back to replay. */
    Lane with(LaneProgress newProgress, Target newTarget, Replay newReplay) {
        return new Lane(authority, Optional.of(newTarget), newProgress, Optional.of(newReplay));
    }

    /** This lane with another target. */
    Lane with(Optional<Target> newTarget) {
        return new Lane(authority, newTarget, progress, replay);
    }
}
