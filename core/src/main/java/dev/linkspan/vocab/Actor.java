package dev.linkspan.vocab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An actor document that has what federation needs. Immutable, thread-safe.
 *
 * @param view the document
 * @param id its id
 * @param inbox where its post goes
 */
public record Actor(AsObject view, String id, String inbox) {

    /** The actor that a document is; empty without id or inbox. */
    public static Optional<Actor> of(AsObject view) {
        Optional<String> id = view.id();
        Optional<String> inbox = view.ref("inbox").id();
        return id.isPresent() && inbox.isPresent()
                ? Optional.of(new Actor(view, id.get(), inbox.get()))
                : Optional.empty();
    }

    /** The inbox it shares with others of its server; many actors have none. */
    public Optional<String> sharedInbox() {
        return view.object("endpoints").flatMap(endpoints -> endpoints.string("sharedInbox"));
    }

    /** Whether it stands for a server rather than for a person. */
    public boolean isInstance() {
        return view.is("Application") || view.is("Service");
    }

    /** The keys it lists, embedded or by id: {@code publicKey} and {@code assertionMethod}. */
    public List<Ref> keys() {
        List<Ref> keys = new ArrayList<>(view.refs("publicKey"));
        keys.addAll(view.refs("assertionMethod"));
        return keys;
    }
}
