package dev.linkspan.federation;

import dev.linkspan.delivery.DeliveryFields;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.FollowersDigest;
import dev.linkspan.vocab.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * Tells a server what followers we think our actor has there, with what goes to them and not to everybody: such posts are what
 * a wrong list shows to the wrong people. What others made and we hand on never carries it.
 */
final class FollowersField implements DeliveryFields {

    private final FederationAddresses addresses;
    private final PartialFollowers followers;

    FollowersField(FederationAddresses addresses, PartialFollowers followers) {
        this.addresses = addresses;
        this.followers = followers;
    }

    @Override
    public ForEntry of(LogEntry entry) {
        if (!(entry.audience() instanceof Audience.Named named) || entry.own().isEmpty()) {
            return ForEntry.NONE;
        }
        Optional<String> handle = addresses.handleOf(named.sender());
        return handle.isPresent() && isForFollowers(entry.own().get(), handle.get())
                ? (authority, inbox) -> field(handle.get(), authority, inbox)
                : ForEntry.NONE;
    }

    private boolean isForFollowers(Body own, String handle) {
        if (!(JsonText.parse(own) instanceof JsonText.Result.Document document)) {
            return false;
        }
        Addressing addressing = Addressing.of(Activity.of(document.object()), addresses, handle);
        return addressing.recipients().followers() && !addressing.isPublic();
    }

    private Fields field(String handle, String authority, String inbox) {
        // A server whose inboxes are elsewhere than its actors cannot tell which of them are meant.
        boolean isThere = Authority.of(inbox).map(Authority::toString).equals(Optional.of(authority));
        String actor = addresses.actor(handle);
        List<String> there = isThere ? followers.of(actor, inbox) : List.of();
        return there.isEmpty()
                ? Fields.none()
                : Fields.of(
                        CollectionSynchronization.FIELD,
                        new CollectionSynchronization(
                                        addresses.followers(handle),
                                        addresses.part(handle, ActorPart.FOLLOWERS_SYNCHRONIZATION),
                                        FollowersDigest.of(there))
                                .value());
    }
}
