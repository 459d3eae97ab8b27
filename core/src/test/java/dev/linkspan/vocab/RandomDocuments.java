package dev.linkspan.vocab;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Random;

/**
 * Documents by chance: the vocabulary's names over values of every shape, mostly of the right one, and unknown members at
 * every depth. The same seed gives the same documents.
 */
public final class RandomDocuments {

    /** How a text begins that stands in a member that nobody knows; no other text of the document is like it. */
    public static final String MARK = "mark-";

    private static final List<String> PROPERTIES =
            Vocabulary.properties().stream().map(PropertyTerm::name).sorted().toList();
    private static final List<String> TYPES =
            Vocabulary.types().stream().map(TypeTerm::name).sorted().toList();
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "Gr\u00fc\u00dfe \ud83d\ude42",
            "<p>a &amp; b</p>",
            "\u2028\u0000\\\"/",
            "2026-01-02T03:04:05Z",
            "2026-01-02 03:04",
            "PT1H",
            "P1Y",
            "en",
            "-1",
            "1e5",
            "true",
            "as:Public",
            "Public",
            "images/a.png",
            "https://a.example/\u00fc?x=1#y",
            "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");

    private final Random random;
    private int ids;
    private int marks;

    /** Those of a seed. */
    public RandomDocuments(long seed) {
        this.random = new Random(seed);
    }

    /** One more document. */
    public JsonObject next() {
        marks = 0;
        ids = 0;
        JsonObject document = node(4);
        return random.nextInt(10) == 0
                ? document
                : JsonText.object(document).add("@context", context()).build();
    }

    private JsonValue context() {
        JsonArrayBuilder context = JsonText.array();
        context.add("https://www.w3.org/ns/activitystreams");
        if (random.nextInt(3) == 0) {
            context.add("https://w3id.org/security/v1");
        }
        if (random.nextInt(12) == 0) {
            context.add("https://a.example/unknown");
        }
        if (random.nextInt(3) == 0) {
            context.add(JsonText.object()
                    .add("toot", "http://joinmastodon.org/ns#")
                    .add("discoverable", "toot:discoverable")
                    .add("sensitive", "as:sensitive")
                    .add("Hashtag", "as:Hashtag"));
        }
        if (random.nextInt(20) == 0) {
            // Another name for something, so that the document has to be read by JSON-LD.
            context.add(JsonText.object().add("inhalt", "as:content"));
        }
        return context.build();
    }

    private JsonObject node(int depth) {
        JsonObjectBuilder node = JsonText.object();
        if (random.nextInt(3) > 0) {
            node.add("id", id());
        }
        if (random.nextInt(8) > 0) {
            node.add("type", random.nextInt(8) == 0 ? types() : Json.createValue(type()));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            PropertyTerm term = Vocabulary.property(PROPERTIES.get(random.nextInt(PROPERTIES.size())))
                    .orElseThrow();
            boolean mapped = term.languageMap().isPresent() && random.nextInt(3) == 0;
            node.add(
                    mapped ? term.languageMap().orElseThrow() : term.name(),
                    mapped ? languages() : value(term, depth - 1));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            node.add("unheardOf" + random.nextInt(5), unknown(depth - 1));
        }
        return node.build();
    }

    private JsonValue value(PropertyTerm term, int depth) {
        if (random.nextInt(6) == 0) {
            return anything(depth);
        }
        if (term.isMany() && random.nextInt(2) == 0) {
            JsonArrayBuilder array = JsonText.array();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(one(term, depth));
            }
            return array.build();
        }
        return one(term, depth);
    }

    private JsonValue one(PropertyTerm term, int depth) {
        return switch (term.range()) {
            case TEXT, LANGUAGE_TEXT, TYPE, DATE_TIME, DURATION -> Json.createValue(text());
            case IRI, URL -> id();
            case BOOLEAN -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case INTEGER -> Json.createValue(random.nextInt(1_000_000));
            case NUMBER, NUMBERS -> Json.createValue(random.nextInt(1_000) / 8.0);
            case JSON -> unknown(depth);
            case VIEW -> depth > 0 && random.nextInt(3) > 0 ? node(depth) : id();
        };
    }

    private JsonValue anything(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> JsonValue.NULL;
            case 1 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 2 -> Json.createValue(random.nextInt());
            case 3 -> Json.createValue(random.nextInt(9_999) / 16.0);
            case 4 -> JsonValue.EMPTY_JSON_OBJECT;
            case 5, 6 -> Json.createValue(text());
            case 7 -> node(depth);
            default -> {
                JsonArrayBuilder array = JsonText.array();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(anything(depth - 1));
                }
                yield array.build();
            }
        };
    }

    /** Something with a mark in it that is to be found again. */
    private JsonValue unknown(int depth) {
        String mark = MARK + marks++;
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> Json.createValue(mark);
            case 1 -> JsonText.array().add(mark).add(text()).build();
            case 2 -> JsonText.object(node(depth)).add("unheardOf", mark).build();
            default ->
                JsonText.object().add("unheardOf", JsonText.array().add(mark)).build();
        };
    }

    private JsonValue languages() {
        JsonObjectBuilder map = JsonText.object();
        for (String tag : List.of("en", "pt-BR", "zh-Hans", "und")) {
            if (random.nextBoolean()) {
                map.add(tag, text());
            }
        }
        return map.build();
    }

    private JsonValue types() {
        return JsonText.array().add(type()).add(type()).build();
    }

    private String type() {
        return random.nextInt(6) == 0 ? "Unheard" + random.nextInt(4) : TYPES.get(random.nextInt(TYPES.size()));
    }

    private JsonValue id() {
        return Json.createValue("https://a.example/" + ids++);
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
