package dev.linkspan.federation;

import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.ActorDocument;
import dev.linkspan.vocab.ActorDocument.ShownKey;
import dev.linkspan.vocab.Application;
import dev.linkspan.vocab.Authority;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Our actors as others see them, and the one that stands for the server. Thread-safe. */
final class OwnActors {

    private static final String KEY = "#main-key";
    private static final String PROOF_KEY = "#ed25519-key";

    private final FederationAddresses addresses;
    private final ActorSource source;
    private final ActorKeys keys;
    private final Set<ActorPart> shown;
    private final boolean proves;

    /**
     * Our actors.
     *
     * @param shown the collections that they have besides those that every actor has
     * @param proves whether they show the keys of their proofs, where they have any
     */
    OwnActors(FederationAddresses addresses, ActorSource source, ActorKeys keys, Set<ActorPart> shown, boolean proves) {
        this.addresses = addresses;
        this.source = source;
        this.keys = keys;
        this.shown = Set.copyOf(shown);
        this.proves = proves;
    }

    boolean isOurs(String id) {
        return addresses.isOurs(id);
    }

    /** Whether an address is at our host, in whatever spelling. */
    boolean isAtOurs(String uri) {
        return Authority.of(uri).filter(addresses.authority()::equals).isPresent();
    }

    /** What the application says of an actor, if that is how it spells its handle. */
    Optional<LocalActor> local(String handle) {
        return source.find(handle).filter(actor -> isSpelled(actor, handle));
    }

    /** An application that does not tell cases apart would give an actor a new id, and a key, for each spelling. */
    private static boolean isSpelled(LocalActor actor, String handle) {
        return switch (actor) {
            case LocalActor.Present present ->
                present.profile()
                        .preferredUsername()
                        .filter(name -> !name.equals(handle))
                        .isEmpty();
            case LocalActor.Gone gone -> true;
        };
    }

    static IllegalArgumentException unknown(String handle) {
        return new IllegalArgumentException("handle: " + handle + " (expected: that of an actor of ours)");
    }

    boolean isPresent(String handle) {
        return present(handle).isPresent();
    }

    /** An actor that is there. */
    Optional<LocalActor.Present> present(String handle) {
        return local(handle).flatMap(actor -> switch (actor) {
            case LocalActor.Present present -> Optional.of(present);
            case LocalActor.Gone gone -> Optional.empty();
        });
    }

    /** One of ours by its id, as a correspondent. */
    Optional<RemoteActor> find(String id) {
        return addresses.handleOf(id).filter(this::isPresent).map(handle -> {
            String inbox = addresses.part(handle, ActorPart.INBOX);
            Actor lean = Actor.of(Application.builder().id(id).inbox(inbox).build());
            return new RemoteActor(lean, id, inbox);
        });
    }

    /** The document of an actor. */
    Actor document(String handle, LocalActor.Present actor) {
        Actor profile = actor.profile();
        if (profile.preferredUsername().isEmpty()) {
            profile = Actor.of(
                    profile.toBuilder().set("preferredUsername", handle).build());
        }
        if (shown.contains(ActorPart.LIKED)) {
            profile = Actor.of(profile.toBuilder()
                    .set("liked", addresses.part(handle, ActorPart.LIKED))
                    .build());
        }
        return ActorDocument.of(
                profile,
                addresses.of(handle, shown.contains(ActorPart.FEATURED)),
                shown(addresses.actor(handle), handle),
                proofPair(handle)
                        .map(pair -> new ShownKey(addresses.actor(handle) + PROOF_KEY, pair.getPublic()))
                        .stream()
                        .toList());
    }

    /** The document of the actor that stands for the server. */
    Actor instanceDocument() {
        String id = addresses.instanceActor();
        String inbox = addresses.sharedInbox();
        // Mastodon names its own after the host; two at signs would be none of a handle's.
        Application profile = Application.builder()
                .preferredUsername(addresses.authority().host())
                .name(addresses.authority().toString())
                .url(addresses.origin() + "/")
                .manuallyApprovesFollowers(true)
                .build();
        return ActorDocument.of(
                profile,
                new ActorDocument.Addresses(
                        id,
                        inbox,
                        id + "/outbox",
                        id + "/followers",
                        id + "/following",
                        Optional.empty(),
                        Optional.of(inbox)),
                shown(id, ""),
                List.of());
    }

    private ShownKey shown(String id, String handle) {
        return new ShownKey(id + KEY, keys.of(handle).getPublic());
    }

    /** The key that signs in the name of an actor of ours; the server's own if the id is none. */
    SigningKey key(Optional<String> actorId) {
        Optional<String> handle = actorId.flatMap(addresses::handleOf);
        String id = handle.map(addresses::actor).orElseGet(addresses::instanceActor);
        return new SigningKey(id + KEY, keys.of(handle.orElse("")).getPrivate());
    }

    private Optional<KeyPair> proofPair(String handle) {
        return proves ? keys.ofProofs(handle) : Optional.empty();
    }

    /** The key that proves what an actor of ours sends to everybody, if it has one. */
    Optional<SigningKey> proofKey(String actorId) {
        return addresses
                .handleOf(actorId)
                .flatMap(this::proofPair)
                .map(pair -> new SigningKey(actorId + PROOF_KEY, pair.getPrivate()));
    }
}
