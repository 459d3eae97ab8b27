package dev.linkspan.inbox;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Vocabulary;
import java.util.List;
import java.util.Optional;

/**
 * What a verified activity says to those who process JSON-LD. All that was checked so far was checked on its plain JSON: if
 * a context makes its id, its actor or its addressees something else, then somebody would believe what nobody verified.
 * Comes after verification, for JSON-LD processing is not for strangers to have us do.
 */
final class Meaning {

    private final DocumentReader reader = new DocumentReader();

    /** Where an activity, which these bytes hold, says something else by JSON-LD; fit to be sent to the sender. */
    Optional<String> ambiguity(Activity plain, Body body) {
        return switch (reader.read(body, plain.json())) {
            case Reading.Refused refused ->
                // Others may be able to read what we cannot, and read in it what nobody verified.
                Optional.of("its contexts do not show that its plain JSON is its meaning: " + refused.detail());
            case ReceivedDocument document ->
                document.path() == ReceivedDocument.Path.DIRECT
                        ? Optional.empty()
                        : difference(plain, Activity.of(document.json()))
                                .map(member -> "its " + member + " is one thing as plain JSON and another as JSON-LD");
        };
    }

    private static Optional<String> difference(Activity plain, Activity meant) {
        Optional<String> outer = differenceOfNodes(plain, meant);
        if (outer.isPresent() || plain.object().embedded().isEmpty()) {
            return outer;
        }
        Optional<Entity> object = meant.object().embedded();
        return object.isEmpty()
                ? Optional.of("object")
                : differenceOfNodes(plain.object().embedded().get(), object.get())
                        .map(member -> "object's " + member);
    }

    private static Optional<String> differenceOfNodes(Entity plain, Entity meant) {
        if (!plain.id().equals(meant.id())) {
            return Optional.of("id");
        }
        if (!knownTypes(plain).equals(knownTypes(meant))) {
            return Optional.of("type");
        }
        return List.of("actor", "object", "target", "to", "cc", "attributedTo").stream()
                .filter(member -> !plain.ids(member).equals(meant.ids(member)))
                .findFirst();
    }

    private static List<String> knownTypes(Entity node) {
        return node.types().stream()
                .filter(type -> Vocabulary.type(type).isPresent())
                .toList();
    }
}
