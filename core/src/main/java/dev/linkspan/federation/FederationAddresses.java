package dev.linkspan.federation;

import dev.linkspan.vocab.ActorDocument;
import dev.linkspan.vocab.Authority;
import java.util.Map;
import java.util.Optional;

/**
 * All URIs of a federation, built and read by the same templates. Immutable, thread-safe.
 *
 * @param origin scheme and authority of all ids, without a slash at the end
 * @param handleHost the host of handles, which may be another
 * @param actors the path of actors, with one variable
 */
record FederationAddresses(String origin, Authority handleHost, UriTemplate actors) {

    static final UriTemplate SHARED_INBOX = UriTemplate.of("/inbox");
    static final UriTemplate INSTANCE_ACTOR = UriTemplate.of("/actor");
    static final UriTemplate ACTIVITIES = UriTemplate.of("/activities/{id}");

    /** The variable of the actors' template. */
    static final String HANDLE = "handle";

    Authority authority() {
        return Authority.of(origin).orElseThrow();
    }

    String actor(String handle) {
        return origin + actors.expand(handle);
    }

    /** The actor that stands for the server, in whose name documents are fetched. */
    String instanceActor() {
        return origin + INSTANCE_ACTOR.expand();
    }

    String sharedInbox() {
        return origin + SHARED_INBOX.expand();
    }

    String followers(String handle) {
        return part(handle, ActorPart.FOLLOWERS);
    }

    String activity(String name) {
        return origin + ACTIVITIES.expand(name);
    }

    /** A collection or the inbox of an actor. */
    String part(String handle, ActorPart part) {
        return origin + partTemplate(part).expand(handle);
    }

    UriTemplate partTemplate(ActorPart part) {
        return UriTemplate.of(actors + "/" + part.word());
    }

    /** Where an actor can be found. */
    ActorDocument.Addresses of(String handle, boolean withFeatured) {
        return new ActorDocument.Addresses(
                actor(handle),
                part(handle, ActorPart.INBOX),
                part(handle, ActorPart.OUTBOX),
                part(handle, ActorPart.FOLLOWERS),
                part(handle, ActorPart.FOLLOWING),
                withFeatured ? Optional.of(part(handle, ActorPart.FEATURED)) : Optional.empty(),
                Optional.of(sharedInbox()));
    }

    /** The handle in an actor's id; empty if it is no id of ours. */
    Optional<String> handleOf(String actorId) {
        return pathOf(actorId).flatMap(actors::match).map(values -> values.get(HANDLE));
    }

    /** The handle whose followers collection this is. */
    Optional<String> handleOfFollowers(String id) {
        return pathOf(id).flatMap(partTemplate(ActorPart.FOLLOWERS)::match).map(values -> values.get(HANDLE));
    }

    /** Whether an id is on our own origin. */
    boolean isOurs(String id) {
        return pathOf(id).isPresent();
    }

    /** The path of an id of ours; empty for ids elsewhere, and for those in any other spelling than ours. */
    Optional<String> pathOf(String id) {
        return id.startsWith(origin + "/") ? Optional.of(id.substring(origin.length())) : Optional.empty();
    }

    /** The values of a path of one of an actor's parts. */
    Optional<Map<String, String>> match(ActorPart part, String path) {
        return partTemplate(part).match(path);
    }
}
