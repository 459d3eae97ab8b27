package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Ref;
import jakarta.json.JsonObject;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that a JSON document is or lists: an actor, a key, a controlled identifier document.
 *
 * @param keys the usable ones, in their order
 * @param unusable what is wrong with the others
 */
record KeyDocument(List<NamedKey> keys, List<String> unusable) {

    private static final List<String> LISTS =
            List.of("publicKey", "assertionMethod", "verificationMethod", "authentication");

    static KeyDocument of(JsonObject document) {
        List<NamedKey> keys = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        Entity view = AsObject.of(document);
        Optional<String> owner =
                view.string("inbox").isPresent() || view.object("publicKey").isPresent() ? view.id() : Optional.empty();
        add(view, Optional.empty(), keys, unusable);
        for (String list : LISTS) {
            for (Ref<Entity> ref : view.refs(list)) {
                ref.embedded().ifPresent(key -> add(key, owner, keys, unusable));
            }
        }
        return new KeyDocument(List.copyOf(keys), List.copyOf(unusable));
    }

    private static void add(Entity object, Optional<String> lister, List<NamedKey> keys, List<String> unusable) {
        Optional<String> owner =
                object.ref("owner").id().or(() -> object.ref("controller").id()).or(() -> lister);
        boolean isPrivate = object.string("secretKeyMultibase")
                .or(() -> object.string("privateKeyPem"))
                .isPresent();
        // The private half only where the public one is missing.
        List<String> members = object.string("publicKeyPem")
                        .or(() -> object.string("publicKeyMultibase"))
                        .isPresent()
                ? List.of("publicKeyPem", "publicKeyMultibase")
                : List.of("secretKeyMultibase", "privateKeyPem");
        for (String member : members) {
            Optional<String> text = object.string(member);
            if (text.isEmpty()) {
                continue;
            }
            try {
                NamedKey key = new NamedKey(object.id(), owner, read(member, text.get()), isPrivate, member);
                if (keys.stream()
                        .noneMatch(known ->
                                known.id().equals(key.id()) && known.key().equals(key.key()))) {
                    keys.add(key);
                }
            } catch (KeyFormatException e) {
                unusable.add(object.id().orElse("a key without id") + ": " + e.getMessage());
            }
        }
    }

    private static PublicKey read(String member, String text) throws KeyFormatException {
        return switch (member) {
            case "publicKeyPem" -> PemKeys.readPublic(text);
            case "publicKeyMultibase" -> Multikeys.read(text);
            case "secretKeyMultibase" -> KeyPairs.publicKey(Multikeys.readPrivate(text));
            default -> KeyPairs.publicKey(PemKeys.readPrivate(text));
        };
    }
}
