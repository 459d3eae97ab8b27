package dev.linkspan.fuzz;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** A small document in the vocabulary's plain names. */
final class PlainDocument {

    /** How deep nodes may nest. */
    static final int DEPTH = 2;

    static final List<String> TEXTS = List.of("content", "name", "summary", "mediaType");

    static final List<String> IDS = List.of("attributedTo", "to", "cc", "inReplyTo", "actor", "generator", "replies");

    static final List<String> TIMES = List.of("published", "updated");

    private static final List<String> NODES = List.of("object", "tag", "attachment", "icon", "target");

    private static final List<String> TYPES =
            List.of("Note", "Create", "Person", "Image", "Question", "Announce", "Collection", "Mention");

    private static final String HOST = "https://a.example/";

    private final Choices choices;

    PlainDocument(Choices choices) {
        this.choices = choices;
    }

    JsonObject document() {
        return node(JsonText.object().add("@context", Disguise.ACTIVITY_STREAMS), DEPTH);
    }

    private JsonObject node(JsonObjectBuilder node, int depth) {
        node.add("type", choices.of(TYPES));
        // What is nothing but an id is a link to it, in whichever words.
        node.add("id", HOST + choices.below(50));
        node.add(choices.of(TEXTS), text());
        TIMES.stream()
                .filter(any -> choices.either())
                .forEach(name -> node.add(name, "2026-09-01T10:00:0" + choices.below(10) + "Z"));
        IDS.stream().filter(any -> choices.either()).forEach(name -> ids(node, name));
        if (choices.either()) {
            node.add("contentMap", JsonText.object().add("de", text()).add("en-GB", text()));
        }
        if (depth > 0) {
            NODES.stream().filter(any -> choices.either()).forEach(name -> nodes(node, name, depth - 1));
        }
        return node.build();
    }

    private void ids(JsonObjectBuilder node, String name) {
        if (name.equals("actor") || name.equals("replies") || choices.either()) {
            node.add(name, HOST + choices.below(50));
            return;
        }
        JsonArrayBuilder several = JsonText.array().add(Disguise.NAMESPACE + "Public");
        for (int i = choices.below(3); i > 0; i--) {
            several.add(HOST + i);
        }
        node.add(name, several);
    }

    private void nodes(JsonObjectBuilder node, String name, int depth) {
        JsonArrayBuilder several = JsonText.array();
        for (int i = choices.below(2); i >= 0; i--) {
            several.add(node(JsonText.object(), depth));
        }
        node.add(name, several);
    }

    private String text() {
        return choices.of(
                List.of("hi", "", "\ud83d\ude42 Gr\u00fc\u00dfe", "<p>as:name</p>", "https://a.example/1", "@id", " "));
    }
}
