package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalization.Reason;
import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledContextsTest {

    /** The published files, in vectors/contexts, by the address that they live at. */
    private static final Map<String, String> PUBLISHED = Map.ofEntries(
            Map.entry("https://www.w3.org/ns/activitystreams", "activitystreams.json"),
            Map.entry("https://w3id.org/security/v1", "security-v1.json"),
            Map.entry("https://w3id.org/identity/v1", "identity-v1.json"),
            Map.entry("https://w3id.org/security/data-integrity/v1", "security-data-integrity-v1.json"),
            Map.entry("https://w3id.org/security/data-integrity/v2", "security-data-integrity-v2.json"),
            Map.entry("https://w3id.org/security/multikey/v1", "security-multikey-v1.json"),
            Map.entry("https://www.w3.org/ns/did/v1", "did-v1.json"),
            Map.entry("https://www.w3.org/ns/cid/v1", "v1.jsonld"),
            Map.entry("https://gotosocial.org/ns", "gotosocial.json"),
            Map.entry("https://pleroma.example/schemas/litepub-0.1.jsonld", "litepub-0.1.jsonld"),
            Map.entry("http://joinmastodon.org/ns", "joinmastodon.json"),
            Map.entry("https://purl.archive.org/socialweb/webfinger", "webfinger.json"),
            Map.entry("https://join-lemmy.org/context.json", "join-lemmy.json"),
            Map.entry("https://purl.archive.org/miscellany", "miscellany.json"),
            Map.entry("https://w3id.org/fep/5711", "fep-5711.json"),
            Map.entry("https://w3id.org/fep/7aa9", "fep-7aa9.json"),
            Map.entry("https://w3id.org/fep/ef61", "fep-ef61.json"));

    @Test
    void expands_every_term_as_the_published_contexts_do() throws JsonLdError {
        for (Map.Entry<String, String> published : PUBLISHED.entrySet()) {
            Optional<Path> file = Shared.path("vectors/contexts/" + published.getValue());
            if (file.isEmpty()) {
                continue;
            }
            JsonObject context = json(Shared.text(file.get()));
            List<JsonObject> documents = documentsWithEveryTerm(published.getKey(), context.get("@context"));
            assertThat(documents).isNotEmpty();
            for (JsonObject document : documents) {
                assertThat(expanded(document, BundledContexts.INSTANCE))
                        .as(published.getKey())
                        .isEqualTo(expanded(document, publishedFiles()));
            }
        }
    }

    @Test
    void defines_exactly_the_terms_that_the_published_contexts_define() throws JsonLdError {
        for (Map.Entry<String, String> published : PUBLISHED.entrySet()) {
            Optional<Path> file = Shared.path("vectors/contexts/" + published.getValue());
            if (file.isPresent()) {
                JsonValue expected = json(Shared.text(file.get())).get("@context");
                JsonObject ours = BundledContexts.INSTANCE
                        .find(published.getKey())
                        .flatMap(Document::getJsonContent)
                        .orElseThrow()
                        .asJsonObject();
                assertThat(terms(ours.get("@context"))).as(published.getKey()).isEqualTo(terms(expected));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.w3.org/ns/activitystreams | orderedItems |"
                        + " [{\"https://www.w3.org/ns/activitystreams#items\":[{\"@list\":[{\"@id\":\"x:1\"}]}]}]",
                "https://www.w3.org/ns/activitystreams.jsonld | inbox |"
                        + " [{\"http://www.w3.org/ns/ldp#inbox\":[{\"@id\":\"x:1\"}]}]",
                "https://www.w3.org/ns/activitystreams | published |"
                        + " [{\"https://www.w3.org/ns/activitystreams#published\":"
                        + "[{\"@type\":\"http://www.w3.org/2001/XMLSchema#dateTime\",\"@value\":\"x:1\"}]}]",
                "https://www.w3.org/ns/activitystreams | inbox |"
                        + " [{\"http://www.w3.org/ns/ldp#inbox\":[{\"@id\":\"x:1\"}]}]",
                "https://www.w3.org/ns/activitystreams | unheardOf | [{\"_:unheardOf\":[{\"@value\":\"x:1\"}]}]",
                "https://w3id.org/security/v1 | publicKeyPem |"
                        + " [{\"https://w3id.org/security#publicKeyPem\":[{\"@value\":\"x:1\"}]}]",
                "https://w3id.org/identity/v1 | creator |"
                        + " [{\"http://purl.org/dc/terms/creator\":[{\"@id\":\"x:1\"}]}]",
                "https://w3id.org/security/multikey/v1#x | Multikey |"
                        + " [{\"https://w3id.org/security#Multikey\":[{\"@value\":\"x:1\"}]}]",
                "https://any.example/schemas/litepub-0.1.jsonld | directMessage |"
                        + " [{\"http://litepub.social/ns#directMessage\":[{\"@value\":\"x:1\"}]}]",
                "https://w3id.org/fep/ef61 | gateways |"
                        + " [{\"https://w3id.org/fep/ef61/gateways\":[{\"@list\":[{\"@id\":\"x:1\"}]}]}]",
                "https://join-lemmy.org/context.json | moderators |"
                        + " [{\"https://join-lemmy.org/ns#moderators\":[{\"@id\":\"x:1\"}]}]",
            })
    void expands_a_term(String context, String term, String expected) throws JsonLdError {
        JsonObject document = Json.createObjectBuilder()
                .add("@context", context)
                .add(term, "x:1")
                .build();

        assertThat(expanded(document, BundledContexts.INSTANCE)).isEqualTo(array(expected));
    }

    @Test
    void scopes_the_terms_of_a_multikey_to_it() throws JsonLdError {
        JsonObject document = json("""
                {"@context": "https://w3id.org/security/multikey/v1", "id": "https://a.example/#k", "type": "Multikey",
                 "controller": "https://a.example/", "publicKeyMultibase": "z6Mk"}""");

        assertThat(expanded(document, BundledContexts.INSTANCE)).isEqualTo(array("""
                [{"@id":"https://a.example/#k","@type":["https://w3id.org/security#Multikey"],\
                "https://w3id.org/security#controller":[{"@id":"https://a.example/"}],\
                "https://w3id.org/security#publicKeyMultibase":[{"@type":"https://w3id.org/security#multibase",\
                "@value":"z6Mk"}]}]"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.w3.org/ns/activitystreams",
                "https://www.w3.org/ns/activitystreams#",
                "HTTPS://www.w3.org/ns/activitystreams",
                "https://joinmastodon.org/ns#",
                "http://purl.archive.org/socialweb/webfinger"
            })
    void knows_a_context_by_other_spellings_of_its_address(String address) {
        assertThat(BundledContexts.INSTANCE.contains(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https: //www.w3.org/ns/activitystreams",
                "https://www.w3.org/ns/activitystreams/",
                "https://evil.example/ns/activitystreams",
                "https://www.w3.org.evil.example/ns/activitystreams",
                "https://evil.example/?/schemas/litepub-0.1.jsonld",
                "file:///ns/activitystreams",
                "https://example.com/contexts",
                "http://169.254.169.254/latest",
                "",
                "activitystreams"
            })
    void refuses_a_context_that_does_not_come_with_us(String address) {
        JsonObject document = Json.createObjectBuilder()
                .add(
                        "@context",
                        Json.createArrayBuilder()
                                .add("https://www.w3.org/ns/activitystreams")
                                .add(address))
                .add("id", "https://a.example/1")
                .build();

        Canonicalization result = new Canonicalizer().canonicalize(document);

        assertThat(result).isInstanceOf(Refused.class);
        assertThat(((Refused) result).reason()).isEqualTo(Reason.UNKNOWN_CONTEXT);
    }

    @Test
    void j09_opens_no_connection_for_a_context() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/context";
            for (String context : List.of(
                    "\"" + address + "\"",
                    "[\"https://www.w3.org/ns/activitystreams\", \"" + address + "\"]",
                    "{\"@import\": \"" + address + "\"}",
                    "{\"a\": {\"@id\": \"x:a\", \"@context\": \"" + address + "\"}}",
                    "{\"@base\": \"" + address + "\"}",
                    "{\"@vocab\": \"" + address + "#\"}")) {
                JsonObject document = json("{\"@context\": " + context + ", \"@id\": \"x:1\", \"a\": {\"b\": 1}}");

                assertThat(new Canonicalizer().canonicalize(document)).isNotNull();
                assertThat(new Canonicalizer().plainReading(document)).isNotNull();
            }

            // Whoever connected would wait in the queue.
            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void j10_one_document_does_not_change_what_a_context_means_to_the_next() {
        Canonicalizer shared = new Canonicalizer();
        JsonObject honest = json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
                 "id": "https://a.example/1", "content": "x", "owner": "https://a.example/"}""");
        Canonicalization expected = new Canonicalizer().canonicalize(honest);

        for (String context : List.of(
                "[\"https://www.w3.org/ns/activitystreams\", {\"content\": \"x:content\", \"as\": \"x:\"}]",
                "[{\"@id\": \"https://www.w3.org/ns/activitystreams\"}, \"https://www.w3.org/ns/activitystreams\"]",
                "[\"https://www.w3.org/ns/activitystreams\", \"https://w3id.org/security/v1\", {\"owner\": \"x:o\"}]",
                "[\"https://www.w3.org/ns/activitystreams\", null, {\"@vocab\": \"x:\"}]")) {
            shared.canonicalize(
                    json("{\"@context\": " + context + ", \"id\": \"https://a.example/1\", \"content\": 1}"));
            shared.plainReading(
                    json("{\"@context\": " + context + ", \"id\": \"https://a.example/1\", \"content\": 1}"));
        }

        assertThat(expected).isInstanceOf(Canonicalization.Canonical.class);
        assertThat(shared.canonicalize(honest)).isEqualTo(expected);
    }

    @Test
    void knows_the_contexts_of_a_document_at_any_depth() {
        Canonicalization result = new Canonicalizer().canonicalize(json("""
                {"@context": "https://www.w3.org/ns/activitystreams", "type": "Announce", "object":
                  {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
                   "id": "https://a.example/1", "owner": "https://a.example/"}}"""));

        assertThat(((Canonical) result).nQuads()).contains("<https://w3id.org/security#owner> <https://a.example/>");
    }

    /** Each term once with an IRI, a number and a language map below it, at the top and below each scoping term. */
    private static List<JsonObject> documentsWithEveryTerm(String address, JsonValue context) {
        List<JsonObject> documents = new ArrayList<>();
        for (JsonObject definitions : definitions(context)) {
            definitions.forEach((term, definition) -> {
                if (!term.startsWith("@")) {
                    documents.addAll(uses(address, term, b -> b));
                    if (definition instanceof JsonObject object && object.get("@context") instanceof JsonObject scope) {
                        scope.keySet().stream()
                                .filter(name -> !name.startsWith("@"))
                                .forEach(name -> {
                                    documents.addAll(uses(address, name, b -> b.add("type", term)));
                                    JsonObject inner =
                                            uses(address, name, b -> b).getFirst();
                                    documents.add(Json.createObjectBuilder()
                                            .add("@context", address)
                                            .add(
                                                    term,
                                                    Json.createObjectBuilder(inner)
                                                            .remove("@context"))
                                            .build());
                                });
                    }
                }
            });
        }
        return documents;
    }

    private static List<JsonObject> uses(String address, String term, UnaryOperator<JsonObjectBuilder> more) {
        List<JsonObject> documents = new ArrayList<>();
        List<JsonValue> values = term.equals("id") || term.equals("type")
                ? List.of(Json.createValue("https://a.example/v"))
                : List.of(
                        Json.createValue("https://a.example/v"),
                        Json.createValue(15),
                        Json.createArrayBuilder().add("a").add("b").build(),
                        Json.createObjectBuilder()
                                .add("en", "https://a.example/v")
                                .build());
        for (JsonValue value : values) {
            documents.add(more.apply(Json.createObjectBuilder().add("@context", address))
                    .add(term, value)
                    .build());
        }
        documents.add(Json.createObjectBuilder()
                .add("@context", address)
                .add("@type", term)
                .add(term + ":suffix", "x")
                .build());
        return documents;
    }

    private static List<JsonObject> definitions(JsonValue context) {
        List<? extends JsonValue> entries = context instanceof JsonArray array ? array : List.of(context);
        return entries.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .toList();
    }

    /** A context with every compact IRI and short form written out, so that two spellings of one compare equal. */
    private static JsonValue terms(JsonValue context) {
        JsonArrayBuilder result = Json.createArrayBuilder();
        List<? extends JsonValue> entries = context instanceof JsonArray array ? array : List.of(context);
        for (JsonValue entry : entries) {
            if (entry instanceof JsonObject definitions) {
                JsonObjectBuilder sorted = Json.createObjectBuilder();
                definitions.forEach((term, definition) -> sorted.add(term, written(term, definition)));
                result.add(sorted);
            } else {
                result.add(entry);
            }
        }
        return result.build();
    }

    private static JsonValue written(String term, JsonValue definition) {
        if (term.startsWith("@")) {
            return definition;
        }
        if (definition instanceof JsonString) {
            return Json.createObjectBuilder().add("@id", definition).build();
        }
        JsonObjectBuilder copy = Json.createObjectBuilder();
        definition.asJsonObject().forEach((name, value) -> {
            if (name.equals("@context")) {
                copy.add(name, terms(value));
            } else {
                copy.add(name, value);
            }
        });
        return copy.build();
    }

    private static JsonArray array(String text) {
        return json("{\"array\": " + text + "}").getJsonArray("array");
    }

    private static JsonArray expanded(JsonObject document, DocumentLoader loader) throws JsonLdError {
        JsonLdOptions options = ContextProcessor.options();
        options.setDocumentLoader(loader);
        try {
            return JsonLd.expand(JsonDocument.of(document)).options(options).get();
        } catch (JsonLdError e) {
            // Some uses are errors; then they must be the same error.
            return Json.createArrayBuilder().add(String.valueOf(e.getCode())).build();
        }
    }

    private static DocumentLoader publishedFiles() {
        Map<URI, Document> files = new HashMap<>();
        PUBLISHED.forEach((address, name) -> Shared.path("vectors/contexts/" + name)
                .ifPresent(file -> files.put(URI.create(address), JsonDocument.of(json(Shared.text(file))))));
        return (url, options) -> Optional.ofNullable(files.get(url)).orElseThrow();
    }
}
