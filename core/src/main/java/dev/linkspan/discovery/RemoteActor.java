package dev.linkspan.discovery;

import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Ref;
import java.util.List;
import java.util.Optional;

/**
 * An actor document that has what federation needs. Immutable, thread-safe.
 *
 * @param view the document
 * @param id its id
 * @param inbox where its post goes
 */
public record RemoteActor(Actor view, String id, String inbox) {

    /** The actor that a document is; empty without id or inbox. */
    static Optional<RemoteActor> of(AsObject document) {
        Actor view = Actor.of(document.json());
        Optional<String> id = view.id();
        // An inbox that is no address would fail, again and again, whatever is sent to it.
        Optional<String> inbox = view.inbox().id().filter(RemoteActor::isAddress);
        return id.isPresent() && inbox.isPresent()
                ? Optional.of(new RemoteActor(view, id.get(), inbox.get()))
                : Optional.empty();
    }

    private static boolean isAddress(String uri) {
        return Authority.of(uri).isPresent();
    }

    /** The inbox it shares with others of its server; many actors have none. */
    public Optional<String> sharedInbox() {
        return view.sharedInbox().filter(RemoteActor::isAddress);
    }

    /** The collection of its followers; some actors name none. */
    public Optional<String> followers() {
        return view.followers().id().filter(RemoteActor::isAddress);
    }

    /** Whether it stands for a server rather than for a person. */
    public boolean isInstance() {
        return view.isInstance();
    }

    /** The keys it lists, embedded or by id: {@code publicKey} and {@code assertionMethod}. */
    public List<Ref<Entity>> keys() {
        return view.keys();
    }
}
