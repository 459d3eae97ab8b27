package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.PlainReading.Faithful;
import dev.linkspan.jsonld.PlainReading.Misleading;
import dev.linkspan.jsonld.PlainReading.Unreadable;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks upon the difference are in the tests of signatures; here is what must not be taken for one. */
class PlainReadingTest {

    // Its collection's "next" has \\u0026 written out, by whoever copied it into a test; no server sent that.
    private static final String MISCOPIED = "mastodon_flow_2_create_note.json";

    private final Canonicalizer canonicalizer = new Canonicalizer();

    @Test
    void takes_what_real_servers_sent_for_faithful() {
        for (Path file : Shared.files("fixtures/bovine")) {
            if (file.toString().endsWith(".json") && !file.endsWith(MISCOPIED)) {
                JsonObject document = json(Shared.text(file));
                JsonObject unsigned =
                        Json.createObjectBuilder(document).remove("signature").build();

                assertThat(canonicalizer.plainReading(unsigned))
                        .as(file.toString())
                        .isInstanceOf(Faithful.class);
            }
        }
    }

    @Test
    void takes_the_samples_of_several_servers_for_faithful() {
        assertThat(CanonicalizerTest.samples()
                        .map(sample -> ((Faithful) canonicalizer.plainReading(sample)).uncovered()))
                .containsExactly(Set.of(), Set.of(), Set.of(), Set.of("unknown"));
    }

    @Test
    void tells_what_is_covered_without_the_rest_wherever_it_stands() {
        JsonObject activity = json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", {"ex": "https://ex.example/", "see": {"@id": "ex:see", "@type": "@id"}}],
                 "id": "https://a.example/1", "type": ["Create", "Unheard"], "unheard": {"type": "Note"}, "summary": null,
                 "see": ["https://a.example/2", "nowhere", ["https://a.example/3", {"unheard": 1, "ex:a": 2}]],
                 "object": {"type": "Unheard", "tag": [{"unheard": [], "name": "x"}, {"type": "ex:T", "see": "nowhere"}]}}""");

        assertThat(canonicalizer.plainReading(activity))
                .isEqualTo(new Faithful(Set.of("Unheard", "unheard", "see"), json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", {"ex": "https://ex.example/", "see": {"@id": "ex:see", "@type": "@id"}}],
                 "id": "https://a.example/1", "type": ["Create"], "summary": null,
                 "see": ["https://a.example/2", ["https://a.example/3", {"ex:a": 2}]],
                 "object": {"tag": [{"name": "x"}, {"type": "ex:T"}]}}""")));
    }

    @Test
    void leaves_a_key_described_under_two_extensions_alone() {
        // Mitra's actors: publicKey and assertionMethod name one key and describe it differently.
        JsonObject actor = json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
                  {"assertionMethod": {"@id": "https://w3id.org/security#assertionMethod", "@type": "@id"}}],
                 "id": "https://a.example/u", "type": "Person",
                 "publicKey": {"id": "https://a.example/u#k", "owner": "https://a.example/u", "publicKeyPem": "-"},
                 "assertionMethod": [{"id": "https://a.example/u#k", "publicKeyBase58": "1"}]}""");

        assertThat(canonicalizer.plainReading(actor)).isEqualTo(new Faithful(Set.of(), actor));
    }

    @Test
    void takes_one_node_described_twice_alike_for_faithful() {
        JsonObject activity = json("""
                {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/1", "type": "Create",
                 "tag": {"id": "https://a.example/e", "name": ":x:"},
                 "object": {"type": "Note", "tag": [{"id": "https://a.example/e", "name": ":x:"}]}}""");

        assertThat(canonicalizer.plainReading(activity)).isEqualTo(new Faithful(Set.of(), activity));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"contentMap\": {\"not a tag\": \"x\"}",
                "\"contentMap\": \"x\"",
                "\"to\": [[\"https://a.example/1\"]]",
                "\"id\": 5",
                "\"id\": [\"https://a.example/1\"]",
                "\"type\": {\"id\": \"https://a.example/1\"}",
                "\"content\": {\"@value\": \"x\"}",
            })
    void takes_core_members_of_unusual_shape_for_misleading(String member) {
        JsonObject document = json("{\"@context\": \"https://www.w3.org/ns/activitystreams\", " + member + "}");

        assertThat(canonicalizer.plainReading(document)).isInstanceOf(Misleading.class);
    }

    @Test
    void does_not_read_what_the_canonicalizer_refuses() {
        JsonObject document = json("{\"@context\": \"https://a.example/\"}");

        assertThat(canonicalizer.plainReading(document))
                .isEqualTo(new Unreadable((Canonicalization.Refused) canonicalizer.canonicalize(document)));
    }
}
