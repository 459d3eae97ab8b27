package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.delivery.DeliveryFields;
import dev.linkspan.discovery.Origin;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.FollowersDigest;
import dev.linkspan.vocab.JsonText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells a server what followers we think our actor has there, with what goes to them and not to everybody: such posts are what
 * a wrong list shows to the wrong people. What others made and we hand on never carries it.
 */
final class FollowersField implements DeliveryFields {

    /** How many actors' digests are kept: those of a popular one are thousands. */
    private static final int ACTORS = 50;

    private final FederationAddresses addresses;
    private final PartialFollowers followers;
    private final InstantSource clock;
    private final Cache<String, FollowerDigests> digests = Caffeine.newBuilder()
            .maximumSize(ACTORS)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run) // what is evicted costs too little for a thread
            .build();

    FollowersField(FederationAddresses addresses, PartialFollowers followers, InstantSource clock) {
        this.addresses = addresses;
        this.followers = followers;
        this.clock = clock;
    }

    @Override
    public ForEntry of(LogEntry entry) {
        // What some servers need otherwise stands where forwarded bytes do.
        Optional<Body> body = entry.own().or(entry::received);
        if (!(entry.audience() instanceof Audience.Named named) || body.isEmpty()) {
            return ForEntry.NONE;
        }
        Optional<String> handle = addresses.handleOf(named.sender());
        int servers = named.inboxes().size();
        return handle.isPresent() && isForFollowers(body.get(), handle.get())
                ? (authority, inbox) -> field(handle.get(), servers, authority, inbox)
                : ForEntry.NONE;
    }

    private boolean isForFollowers(Body body, String handle) {
        if (!(JsonText.parse(body) instanceof JsonText.Result.Document document)) {
            return false;
        }
        Activity activity = Activity.of(document.object());
        if (!activity.actorId().equals(Optional.of(addresses.actor(handle)))) {
            return false;
        }
        Addressing addressing = Addressing.of(activity, addresses, handle);
        return addressing.recipients().followers() && !addressing.isPublic();
    }

    private Fields field(String handle, int servers, String authority, String inbox) {
        String actor = addresses.actor(handle);
        // A server whose inboxes are elsewhere than its actors cannot tell which of them are meant.
        Optional<FollowersDigest> there = Authority.of(inbox)
                .filter(host -> host.toString().equals(authority))
                .flatMap(host -> Origin.of(inbox))
                .flatMap(server -> digests.get(actor, id -> new FollowerDigests(followers, id, clock))
                        .on(server, servers));
        return there.map(digest -> Fields.of(
                        CollectionSynchronization.FIELD,
                        new CollectionSynchronization(
                                        addresses.followers(handle),
                                        addresses.part(handle, ActorPart.FOLLOWERS_SYNCHRONIZATION),
                                        digest)
                                .value()))
                .orElseGet(Fields::none);
    }
}
