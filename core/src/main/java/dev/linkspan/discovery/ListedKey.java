package dev.linkspan.discovery;

import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key as a document shows it, not yet trusted.
 *
 * @param id its id
 * @param owner whom it says it belongs to ({@code owner}, or {@code controller} of a Multikey)
 * @param text the key in PEM or multibase
 */
record ListedKey(String id, Optional<String> owner, String text) {

    /** The key that an object is, if it is one. */
    static Optional<ListedKey> of(AsObject object) {
        Optional<String> text = object.string("publicKeyPem").or(() -> object.string("publicKeyMultibase"));
        Optional<String> owner =
                object.ref("owner").id().or(() -> object.ref("controller").id());
        return object.id().isPresent() && text.isPresent()
                ? Optional.of(new ListedKey(object.id().get(), owner, text.get()))
                : Optional.empty();
    }

    /** The keys that a document embeds. */
    static List<ListedKey> in(AsObject document) {
        List<ListedKey> keys = new ArrayList<>();
        for (String property : List.of("publicKey", "assertionMethod")) {
            for (Ref ref : document.refs(property)) {
                ref.embedded().flatMap(ListedKey::of).ifPresent(keys::add);
            }
        }
        return keys;
    }

    boolean isOwnedBy(String actor) {
        return owner.isEmpty() || owner.get().equals(actor);
    }
}
