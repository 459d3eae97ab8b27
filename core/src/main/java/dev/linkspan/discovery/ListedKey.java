package dev.linkspan.discovery;

import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Ref;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key as a document shows it, not yet trusted.
 *
 * @param id its id
 * @param owner whom it says it belongs to ({@code owner}, or {@code controller} of a Multikey)
 * @param text the key in PEM or multibase
 * @param end when a Multikey says that it expires or was revoked, whichever is earlier, as written
 */
record ListedKey(String id, Optional<String> owner, String text, Optional<Instant> end) {

    /** The key that an object is, if it is one. */
    static Optional<ListedKey> of(Entity object) {
        Optional<String> text = object.string("publicKeyPem").or(() -> object.string("publicKeyMultibase"));
        Optional<String> owner = object.ref("owner").id();
        Optional<String> controller = object.ref("controller").id();
        if (owner.isPresent() && controller.isPresent() && !owner.equals(controller)) {
            return Optional.empty(); // whose it is depends on who reads it
        }
        return object.id().isPresent() && text.isPresent()
                ? Optional.of(new ListedKey(object.id().get(), owner.or(() -> controller), text.get(), end(object)))
                : Optional.empty();
    }

    /** When it ends; what cannot be read as a time counts as long ago. */
    private static Optional<Instant> end(Entity object) {
        return Stream.of("expires", "revoked")
                .filter(object.json()::containsKey)
                .map(name -> object.string(name).map(ListedKey::instant).orElse(Instant.MIN))
                .min(Comparator.naturalOrder());
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }

    /** The keys that a document embeds. */
    static List<ListedKey> in(Entity document) {
        List<ListedKey> keys = new ArrayList<>();
        for (String property : List.of("publicKey", "assertionMethod")) {
            for (Ref<Entity> ref : document.refs(property)) {
                ref.embedded().flatMap(ListedKey::of).ifPresent(keys::add);
            }
        }
        return keys;
    }

    boolean hasEnded(Instant now) {
        return end.filter(time -> !time.isAfter(now)).isPresent();
    }

    boolean isOwnedBy(String actor) {
        return owner.isEmpty() || owner.get().equals(actor);
    }
}
