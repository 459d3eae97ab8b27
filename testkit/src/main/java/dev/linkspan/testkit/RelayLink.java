package dev.linkspan.testkit;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance's standing with its one relay. Thread-safe. */
final class RelayLink {

    private final Mailbox changes;
    private volatile Standing standing = new Standing(SubscriptionState.NONE, null, "", "", false);

    /**
     * All of it at one moment.
     *
     * @param inbox where activities go; null before the first Follow
     * @param relay the relay's actor id, as far as it is known
     * @param followId the id of our Follow
     * @param mutual whether the relay follows us too
     */
    record Standing(SubscriptionState state, @Nullable URI inbox, String relay, String followId, boolean mutual) {}

    RelayLink(Mailbox changes) {
        this.changes = changes;
    }

    Standing standing() {
        return standing;
    }

    Optional<URI> inbox() {
        return Optional.ofNullable(standing.inbox());
    }

    boolean isEnabled() {
        return standing.state() == SubscriptionState.ACCEPTED;
    }

    /** Whether an actor with this inbox is the relay, and the relay is switched on. */
    boolean isEnabledRelay(RemoteActor actor) {
        Standing now = standing;
        return now.state() == SubscriptionState.ACCEPTED
                && now.inbox() != null
                && (now.inbox().toString().equals(actor.inbox())
                        || now.inbox().toString().equals(actor.sharedInbox()));
    }

    void requested(URI inbox, String relay, String followId) {
        set(new Standing(SubscriptionState.PENDING, inbox, relay, followId, standing.mutual()));
    }

    void answered(SubscriptionState state) {
        Standing old = standing;
        set(new Standing(state, old.inbox(), old.relay(), old.followId(), old.mutual()));
    }

    void left() {
        Standing old = standing;
        set(new Standing(SubscriptionState.NONE, old.inbox(), old.relay(), old.followId(), old.mutual()));
    }

    void followedBack(boolean mutual) {
        Standing old = standing;
        set(new Standing(old.state(), old.inbox(), old.relay(), old.followId(), mutual));
    }

    private void set(Standing now) {
        changes.change(() -> standing = now);
    }
}
