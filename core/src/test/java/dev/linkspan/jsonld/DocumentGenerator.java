package dev.linkspan.jsonld;

import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.TypeTerm;
import dev.linkspan.vocab.Vocabulary;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes documents up: contexts that are known, unknown and their own, and values in all the shapes that servers send. */
final class DocumentGenerator {

    private static final List<String> KNOWN = List.of(
            "https://www.w3.org/ns/activitystreams",
            "https://www.w3.org/ns/activitystreams#",
            "http://www.w3.org/ns/activitystreams",
            "https://w3id.org/security/v1",
            "https://w3id.org/security/data-integrity/v1",
            "https://w3id.org/security/data-integrity/v2",
            "https://w3id.org/security/multikey/v1",
            "https://www.w3.org/ns/did/v1",
            "https://www.w3.org/ns/cid/v1",
            "https://gotosocial.org/ns",
            "https://a.example/schemas/litepub-0.1.jsonld",
            "https://join-lemmy.org/context.json",
            "http://joinmastodon.org/ns",
            "https://purl.archive.org/miscellany",
            "https://w3id.org/identity/v1",
            "https://a.example/unknown");

    private static final List<PropertyTerm> PROPERTIES = List.copyOf(Vocabulary.properties());
    private static final List<TypeTerm> TYPES =
            Vocabulary.types().stream().filter(type -> !type.iris().isEmpty()).toList();

    private final Random random;
    private final boolean odd;

    /**
     * @param random where chance comes from
     * @param odd whether values may be of any kind, and definitions wrong
     */
    DocumentGenerator(Random random, boolean odd) {
        this.random = random;
        this.odd = odd;
    }

    JsonObject document() {
        JsonObjectBuilder document = Json.createObjectBuilder();
        if (random.nextInt(10) > 0) {
            document.add("@context", context());
        }
        members(document, 3);
        return document.build();
    }

    private JsonValue context() {
        JsonArrayBuilder entries = Json.createArrayBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                entries.add(definitions());
            } else {
                entries.add(random.nextBoolean() ? KNOWN.getFirst() : oneOf(KNOWN));
            }
        }
        return entries.build();
    }

    private JsonObjectBuilder definitions() {
        JsonObjectBuilder definitions = Json.createObjectBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                TypeTerm type = oneOf(TYPES);
                define(type.name(), oneOf(type.iris()), definitions);
            } else {
                PropertyTerm property = oneOf(PROPERTIES);
                define(property.name(), oneOf(property.iris()), definitions);
            }
        }
        if (odd && random.nextInt(6) == 0) {
            String name = oneOf(List.of("@language", "@vocab", "@base", "@version", "a", "content", "to", "type"));
            definitions.add(name, value(1));
        }
        return definitions;
    }

    private void define(String name, String right, JsonObjectBuilder definitions) {
        boolean wrong = odd && random.nextInt(5) == 0;
        String iri = wrong ? oneOf(oneOf(PROPERTIES).iris()) : right;
        int split = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
        switch (random.nextInt(4)) {
            case 0 -> definitions.add(name, iri);
            case 1 -> definitions.add(name, Json.createObjectBuilder().add("@id", iri));
            case 2 ->
                definitions.add(
                        name,
                        Json.createObjectBuilder()
                                .add("@id", iri)
                                .add("@type", odd ? oneOf(List.of("@id", "@vocab", "xsd:string")) : type(name)));
            default -> {
                if (split > 0) {
                    String prefix =
                            "p" + Integer.toHexString(iri.substring(0, split).hashCode());
                    definitions.add(name, prefix + ":" + iri.substring(split));
                    definitions.add(prefix, iri.substring(0, split));
                }
            }
        }
    }

    private static String type(String name) {
        Range range = Vocabulary.property(name).map(PropertyTerm::range).orElse(Range.VIEW);
        return List.of(Range.VIEW, Range.IRI, Range.URL).contains(range) ? "@id" : "xsd:string";
    }

    private JsonObject node(int depth) {
        JsonObjectBuilder node = Json.createObjectBuilder();
        if (random.nextInt(12) == 0) {
            node.add("@context", context());
        }
        members(node, depth);
        return node.build();
    }

    private void members(JsonObjectBuilder node, int depth) {
        if (random.nextInt(3) > 0) {
            node.add("id", iri());
        }
        if (random.nextInt(4) > 0) {
            node.add(
                    "type",
                    random.nextInt(8) > 0 ? Json.createValue(oneOf(TYPES).name()) : types());
        }
        for (int i = random.nextInt(7); i > 0; i--) {
            PropertyTerm property = oneOf(PROPERTIES);
            if (property.name().indexOf(':') >= 0) {
                continue;
            }
            if (property.languageMap().isPresent() && random.nextBoolean()) {
                node.add(property.languageMap().get(), odd && random.nextInt(9) == 0 ? value(1) : languageMap());
            } else {
                node.add(property.name(), shaped(property, depth));
            }
        }
        if (random.nextInt(4) == 0) {
            node.add("unheardOf", value(1));
        }
    }

    private JsonValue types() {
        return Json.createArrayBuilder()
                .add(oneOf(TYPES).name())
                .add("UnheardOf")
                .add("https://a.example/Type")
                .build();
    }

    private JsonValue shaped(PropertyTerm property, int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> Json.createArrayBuilder().add(value(property, depth)).build();
            case 1 -> {
                JsonArrayBuilder several = Json.createArrayBuilder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    several.add(value(property, depth));
                }
                yield several.build();
            }
            case 2 -> random.nextInt(4) == 0 ? JsonValue.NULL : value(property, depth);
            default -> value(property, depth);
        };
    }

    private JsonValue value(PropertyTerm property, int depth) {
        if (odd && random.nextInt(5) == 0) {
            return value(depth);
        }
        return switch (property.range()) {
            case TEXT, LANGUAGE_TEXT -> text();
            case IRI, URL -> iri();
            case BOOLEAN -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case INTEGER -> Json.createValue(random.nextInt(1000));
            case NUMBER -> Json.createValue(random.nextInt(1000) / 8.0);
            case NUMBERS -> Json.createValue(random.nextInt(16) / 8.0 - 1);
            case DATE_TIME -> Json.createValue("2026-01-01T00:00:0" + random.nextInt(10) + "Z");
            case DURATION -> Json.createValue("PT" + random.nextInt(60) + "S");
            case TYPE -> Json.createValue(oneOf(TYPES).name());
            case JSON -> random.nextBoolean() ? text() : languageMap();
            case VIEW ->
                switch (random.nextInt(8)) {
                    case 0 -> Json.createValue(oneOf(List.of("as:Public", "Public", CoreTerms.NAMESPACE + "Public")));
                    case 1 -> Json.createObjectBuilder().add("id", iri()).build();
                    case 2, 3, 4 -> depth > 0 ? node(depth - 1) : iri();
                    default -> iri();
                };
        };
    }

    /** Anything at all. */
    private JsonValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> JsonValue.NULL;
            case 1 -> JsonValue.TRUE;
            case 2 -> Json.createValue(random.nextInt());
            case 3 -> Json.createValue("");
            case 4 -> Json.createValue("_:b0");
            case 5 -> Json.createValue(oneOf(List.of("toot:x", "as:Note", "und", "@id", ":", "a b", "//x", "#x", "/")));
            case 6 -> iri();
            case 7 -> text();
            case 8 -> JsonValue.EMPTY_JSON_ARRAY;
            case 9 -> languageMap();
            case 10 ->
                Json.createArrayBuilder()
                        .add(value(depth - 1))
                        .add(value(depth - 1))
                        .build();
            default -> node(depth - 1);
        };
    }

    private JsonValue languageMap() {
        JsonObjectBuilder map = Json.createObjectBuilder();
        for (String tag : List.of("en", "pt-BR", "zh-Hant", "id", "und")) {
            if (random.nextInt(3) == 0) {
                map.add(tag, text());
            }
        }
        return map.build();
    }

    private JsonValue text() {
        return Json.createValue(oneOf(List.of("x", "Grüße", "a: b", "世界", "<p>1</p>", " ", "tag:a.example,2026:x")));
    }

    private JsonValue iri() {
        String path = "/" + random.nextInt(100);
        return Json.createValue(
                oneOf(List.of("https://a.example", "http://b.example/x", "did:key:z6Mk", "tag:a.example,2026:"))
                        + path);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** An endless stream of them. */
    static Stream<JsonObject> documents(long seed, boolean odd) {
        DocumentGenerator generator = new DocumentGenerator(new Random(seed), odd);
        return Stream.generate(generator::document);
    }
}
