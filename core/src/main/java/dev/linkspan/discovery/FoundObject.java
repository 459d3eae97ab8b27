package dev.linkspan.discovery;

import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Ref;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object that was fetched from its own id. Immutable, thread-safe.
 *
 * @param id its id, at which it was found
 * @param document the document
 * @param foundAt where it was found after redirects: the id, but for its fragment and its spelling
 * @param trust {@link Trust#FETCHED_FROM_ORIGIN}, or {@link Trust#UNTRUSTED} if it names an author of another origin
 */
public record FoundObject(String id, ReceivedDocument document, URI foundAt, Trust trust) implements ObjectLookup {

    private static final List<String> ADDRESSES = List.of(
            "url", "inbox", "outbox", "followers", "following", "featured", "liked", "replies", "shares", "likes");

    /** What it says, as the view that fits best. */
    public Entity view() {
        return document.view();
    }

    /** It as an actor, if it has an inbox. */
    public Optional<RemoteActor> actor() {
        return RemoteActor.of(AsObject.of(document.json()));
    }

    /**
     * Which of its addresses are on another host than its id: allowed (large installations do it, and so do bridges), but
     * no word of that host.
     */
    public Set<String> elsewhere() {
        Entity view = view();
        Set<String> elsewhere = new TreeSet<>();
        for (String property : ADDRESSES) {
            for (Ref<Entity> ref : view.refs(property)) {
                if (ref.id().filter(address -> !Authority.same(address, id)).isPresent()) {
                    elsewhere.add(property);
                }
            }
        }
        Actor.of(document.json())
                .sharedInbox()
                .filter(inbox -> !Authority.same(inbox, id))
                .ifPresent(inbox -> elsewhere.add("sharedInbox"));
        return elsewhere;
    }
}
