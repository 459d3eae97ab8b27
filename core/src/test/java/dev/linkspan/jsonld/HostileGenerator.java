package dev.linkspan.jsonld;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes documents up whose contexts are to make one name pass for another. */
final class HostileGenerator {

    private static final List<String> NAMES = List.of(
            ("content,foo,bar,as,toot,ex,name,sensitive,to,attributedTo,items,orderedItems,Note,Foo,blurhash,actor,object"
                            + ",url,rel,mediaType,focalPoint,en,value,schema,attachment,published,closed,quoteUrl,vcard,und"
                            + ",featured,inbox,ldp,xsd,Public,sec,publicKey,proofPurpose,preferredUsername,location,none")
                    .split(",", -1));

    private static final List<String> ODD_NAMES =
            List.of("id", "type", "contentMap", "_", "", "vcard:bday", "a/b", "?x", "actor:", "as:", "k:", "foo:");

    private static final List<String> CONTEXTS = List.of(
            "https://www.w3.org/ns/activitystreams",
            "https://w3id.org/security/v1",
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/data-integrity/v1",
            "https://join-lemmy.org/context.json",
            "https://gotosocial.org/ns",
            "https://unknown.example/x");

    private final Random random;

    private HostileGenerator(Random random) {
        this.random = random;
    }

    /** An endless stream of them. */
    static Stream<JsonObject> documents(long seed) {
        HostileGenerator generator = new HostileGenerator(new Random(seed));
        return Stream.generate(generator::document);
    }

    private JsonObject document() {
        JsonArrayBuilder contexts = Json.createArrayBuilder().add(CONTEXTS.getFirst());
        for (int i = random.nextInt(3); i >= 0; i--) {
            contexts.add(context());
        }
        JsonObjectBuilder document = Json.createObjectBuilder().add("@context", contexts);
        members(document, 0);
        return document.build();
    }

    private JsonValue context() {
        if (one(8)) {
            return Json.createValue(oneOf(CONTEXTS));
        }
        JsonObjectBuilder definitions = Json.createObjectBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            definitions.add(one(8) ? oneOf(ODD_NAMES) : oneOf(NAMES), definition());
        }
        if (one(25)) {
            definitions.add("@vocab", one(2) ? JsonValue.NULL : Json.createValue("_:"));
        }
        if (one(25)) {
            definitions.add("@language", one(2) ? JsonValue.NULL : Json.createValue("und"));
        }
        return definitions.build();
    }

    private JsonValue definition() {
        return switch (random.nextInt(10)) {
            case 0 -> oneOf(List.of(JsonValue.NULL, JsonValue.TRUE, JsonValue.EMPTY_JSON_ARRAY, Json.createValue(5)));
            case 1, 2, 3, 4 -> Json.createValue(iri());
            default -> parts();
        };
    }

    private JsonObject parts() {
        JsonObjectBuilder parts = Json.createObjectBuilder();
        if (!one(5)) {
            parts.add("@id", one(12) ? oneOf(List.of(JsonValue.NULL, JsonValue.TRUE)) : Json.createValue(iri()));
        }
        if (one(2)) {
            parts.add("@type", oneOf(List.of("@id", "@vocab", "xsd:string", "@none", "xsd:dateTime", "ex:t", "as")));
        }
        if (one(3)) {
            parts.add("@container", oneOf(List.of("@list", "@set", "@language", "@index", "@graph", "@id", "@type")));
        }
        if (one(6)) {
            parts.add("@prefix", one(2));
        }
        if (one(15)) {
            parts.add("@context", Json.createObjectBuilder().add(oneOf(NAMES), iri()));
        }
        if (one(20)) {
            parts.add("@language", "en");
        }
        if (one(25)) {
            parts.add("@nest", "@nest");
        }
        return parts.build();
    }

    private String iri() {
        String name = oneOf(NAMES);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> "as:" + name;
            case 3 -> "toot:" + name;
            case 4 -> oneOf(List.of("ex:", "foo:", "_:", "#", "/", "k:")) + name;
            case 5 -> "https://www.w3.org/ns/activitystreams#" + name;
            case 6 -> "http://joinmastodon.org/ns#" + name;
            case 7 ->
                oneOf(List.of(
                        "https://www.w3.org/ns/activitystreams#",
                        "http://joinmastodon.org/ns#",
                        "http://ex.example/",
                        "http://schema.org#",
                        "https://w3id.org/security#"));
            case 8 -> name;
            case 9 -> oneOf(List.of("@id", "@type", "@graph", "@none", "@nest", "@foo", "", "#x", "/x"));
            case 10 -> oneOf(List.of("ex:", "as:", "actor:", "k:", "foo:"));
            default -> oneOf(List.of("schema:value", "as:items", "ldp:inbox", "xsd:string", "https://ex.example/bob"));
        };
    }

    private void members(JsonObjectBuilder node, int depth) {
        if (one(2)) {
            node.add("type", oneOf(List.of("Note", "Foo", "Create", "http://ex.example/T", "type", "foo")));
        }
        if (one(3)) {
            node.add("id", oneOf(List.of("https://x.example/1", "ex:1", "as:1", "_:1", "id", "foo:1")));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            node.add(one(30) ? oneOf(List.of("vcard:bday", "")) : oneOf(NAMES), value(depth));
        }
        if (one(6)) {
            node.add("contentMap", Json.createObjectBuilder().add("en", "t").add(one(4) ? "none" : "de", "u"));
        }
    }

    private JsonValue value(int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 7)) {
            case 0 -> Json.createValue("https://x.example/" + random.nextInt(3));
            case 1 -> Json.createValue(oneOf(NAMES));
            case 2 ->
                Json.createValue(oneOf(List.of("as:Public", "Public", "ex:a", "foo:b", "as:foo", "k", "type", "_:b")));
            case 3 ->
                oneOf(List.of(JsonValue.TRUE, Json.createValue(5), Json.createValue(1.5), Json.createValue("x y")));
            case 4 ->
                Json.createArrayBuilder()
                        .add(value(depth + 1))
                        .add(value(depth + 1))
                        .build();
            default -> {
                JsonObjectBuilder node = Json.createObjectBuilder();
                if (one(6)) {
                    node.add("@context", context());
                }
                members(node, depth + 1);
                yield node.build();
            }
        };
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
