package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LdVerdict.Invalid;
import dev.linkspan.proof.LdVerdict.Reason;
import dev.linkspan.proof.LdVerdict.Valid;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents built around a genuine signature: their RDF is what was signed, or as good as, and their JSON says another
 * thing. Numbers in names are those of reference/attacks.md, group J.
 *
 * @see <a href="https://github.com/fedify-dev/fedify/security/advisories/GHSA-9rfg-v8g9-9367">GHSA-9rfg-v8g9-9367</a>
 */
class ForgedDocumentsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private static final String AS = "https://www.w3.org/ns/activitystreams";

    private final Canonicalizer canonicalizer = new Canonicalizer();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(canonicalizer);
    private final JsonObject genuine =
            signatures.sign(json("""
                    {"@context": "https://www.w3.org/ns/activitystreams",
                     "id": "https://origin.example/1/activity", "type": "Create",
                     "actor": "https://origin.example/users/a", "to": ["https://origin.example/users/a/followers"],
                     "object": {"id": "https://origin.example/1", "type": "Note", "content": "only for friends",
                      "attributedTo": "https://origin.example/users/a"}}"""), TestKeys.signingKey(), Instant.parse("2026-09-01T10:00:00Z"));

    @Test
    void the_genuine_document_is_valid() {
        assertThat(signatures.verify(genuine, TestKeys.publicKey(), NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void j01_refuses_the_activity_moved_into_a_graph() {
        JsonObject inner = without(genuine, "@context", "signature");
        JsonObject forged = Json.createObjectBuilder()
                .add("@context", genuine.get("@context"))
                .add("id", "https://origin.example/other")
                .add("type", "Delete")
                .add("@graph", Json.createArrayBuilder().add(inner))
                .add("signature", genuine.get("signature"))
                .build();

        assertThat(reason(forged)).isEqualTo(Reason.KEYWORD_FORBIDDEN);
    }

    @Test
    void j02_refuses_included_nodes() {
        assertThat(reason(with(genuine, "@included", json("{\"type\": \"Note\"}"))))
                .isEqualTo(Reason.KEYWORD_FORBIDDEN);
    }

    @Test
    void j03_refuses_the_activity_hung_upside_down_by_reverse() {
        JsonObject note = genuine.getJsonObject("object");
        JsonObject activity = without(genuine, "@context", "signature", "object");
        JsonObject forged = Json.createObjectBuilder(note)
                .add("@context", genuine.get("@context"))
                .add("@reverse", Json.createObjectBuilder().add(AS + "#object", activity))
                .add("signature", genuine.get("signature"))
                .build();

        assertThat(reason(forged)).isEqualTo(Reason.KEYWORD_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"g\": \"@graph\"}",
                "{\"g\": \"@included\"}",
                "{\"g\": {\"@id\": \"@graph\"}}",
                "{\"g\": {\"@reverse\": \"as:object\"}}",
                "{\"g\": \"@reverse\"}",
                "{\"g\": \"@id\"}",
                "{\"g\": \"@type\"}",
                "{\"g\": \"@nest\"}",
                "{\"g\": \"@index\"}",
                "{\"g\": \"@context\"}",
                "{\"g\": \"@value\"}",
                "{\"id\": \"@type\"}",
                "{\"type\": \"@id\"}",
                "{\"g\": {\"@id\": \"as:object\", \"@container\": \"@graph\"}}",
                "{\"g\": {\"@id\": \"x:g\", \"@container\": \"@id\"}}",
                "{\"g\": {\"@id\": \"x:g\", \"@nest\": \"@nest\"}}",
                "{\"g\": {\"@id\": \"x:g\", \"@context\": {\"content\": \"x:content\"}}}",
            })
    void j04_refuses_aliases_of_keywords_in_its_own_context(String definitions) {
        assertThat(reason(withContext(definitions)))
                .isIn(Reason.KEYWORD_FORBIDDEN, Reason.DOCUMENT_MISLEADING, Reason.NOT_JSON_LD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@graph", "@included", "@reverse"})
    void j05_refuses_the_keywords_at_any_depth(String keyword) {
        JsonObject tag = Json.createObjectBuilder()
                .add("type", "Mention")
                .add(keyword, JsonValue.EMPTY_JSON_OBJECT)
                .build();
        JsonObject object = with(
                genuine.getJsonObject("object"),
                "tag",
                Json.createArrayBuilder()
                        .add(Json.createArrayBuilder().add(tag))
                        .build());

        assertThat(reason(with(genuine, "object", object))).isEqualTo(Reason.KEYWORD_FORBIDDEN);
    }

    @Test
    void j06_refuses_a_node_split_over_two_places() {
        // The RDF of both is the same; the second shows a note without its content.
        JsonObject signed = signatures.sign(json("""
                        {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://origin.example/2",
                         "type": "Create", "actor": "https://origin.example/users/a",
                         "object": {"id": "https://origin.example/1", "type": "Note", "content": "x"},
                         "result": "https://origin.example/1"}"""), TestKeys.signingKey(), NOW);
        JsonObject forged = with(
                with(signed, "object", json("{\"id\": \"https://origin.example/1\", \"type\": \"Note\"}")),
                "result",
                json("{\"id\": \"https://origin.example/1\", \"content\": \"x\"}"));

        assertThat(hash(forged)).isEqualTo(hash(signed));
        assertThat(signatures.verify(signed, TestKeys.publicKey(), NOW)).isInstanceOf(Valid.class);
        assertThat(reason(forged)).isEqualTo(Reason.DOCUMENT_MISLEADING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"actor\": \"https://a.example/actor\"}",
                "{\"actor\": {\"@id\": \"as:object\", \"@type\": \"@id\"}}",
                "{\"actor\": \"as:actor\"}",
                "{\"object\": {\"@id\": \"as:actor\", \"@type\": \"@id\"}}",
                "{\"object\": \"as:object\"}",
                "{\"object\": {\"@id\": \"as:object\", \"@type\": \"@vocab\"}}",
                "{\"to\": {\"@id\": \"as:cc\", \"@type\": \"@id\"}}",
                "{\"to\": {\"@id\": \"as:to\", \"@type\": \"@id\", \"@container\": \"@list\"}}",
                "{\"id\": \"https://a.example/id\"}",
                "{\"type\": \"https://a.example/type\"}",
                "{\"Create\": \"as:Delete\"}",
                "{\"Note\": \"https://a.example/Note\"}",
                "{\"content\": \"as:summary\"}",
                "{\"content\": {\"@id\": \"as:content\", \"@type\": \"@id\"}}",
                "{\"as\": \"https://a.example/ns#\"}",
                "{\"@vocab\": null}",
                "{\"@vocab\": \"\"}",
                "{\"@vocab\": \"_:x\"}",
                "{\"@base\": \"https://a.example/\"}",
                "{\"@import\": \"https://www.w3.org/ns/activitystreams\"}",
                "{\"@propagate\": false}",
                "{\"@protected\": true}",
                "{\"@direction\": \"ltr\"}",
                "{\"content\": {\"@id\": \"as:content\", \"@type\": \"@json\"}}",
                "{\"content\": {\"@id\": \"as:content\", \"@protected\": true}}",
                "{\"content\": {\"@id\": \"as:content\", \"@language\": \"en\"}}",
            })
    void j07_refuses_a_context_that_gives_activitystreams_another_meaning(String definitions) {
        assertThat(reason(withContext(definitions)))
                .isIn(Reason.DOCUMENT_MISLEADING, Reason.KEYWORD_FORBIDDEN, Reason.NOT_JSON_LD);
    }

    @Test
    void j07_is_not_moved_by_a_prefix_that_looks_like_a_scheme() {
        // IRIs with an authority are never compact, so nothing is spelt with it.
        JsonObject harmless = withContext("{\"https\": \"https://a.example/\"}");

        assertThat(hash(harmless)).isEqualTo(hash(genuine));
        assertThat(signatures.verify(harmless, TestKeys.publicKey(), NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void j07_refuses_a_document_that_resets_its_context() {
        for (JsonValue context : new JsonValue[] {
            JsonValue.NULL,
            Json.createArrayBuilder().add(AS).addNull().build(),
            Json.createValue("https://w3id.org/security/v1")
        }) {
            assertThat(reason(with(genuine, "@context", context))).isEqualTo(Reason.DOCUMENT_MISLEADING);
        }
        assertThat(reason(without(genuine, "@context"))).isEqualTo(Reason.DOCUMENT_MISLEADING);
    }

    @Test
    void j07_refuses_other_meanings_in_a_context_below() {
        JsonObject object =
                with(genuine.getJsonObject("object"), "@context", json("{\"content\": \"https://a.example/content\"}"));

        assertThat(reason(with(genuine, "object", object))).isEqualTo(Reason.DOCUMENT_MISLEADING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"as:to", AS + "#to", "alias"})
    void j07_refuses_a_member_hidden_under_another_name(String name) {
        JsonObject forged = with(without(genuine, "to"), name, json("""
                {"id": "https://origin.example/users/a/followers"}"""));
        if (name.equals("alias")) {
            forged = withContext(forged, "{\"alias\": {\"@id\": \"as:to\", \"@type\": \"@id\"}}");
        }

        assertThat(hash(forged)).isEqualTo(hash(genuine));
        assertThat(reason(forged)).isEqualTo(Reason.DOCUMENT_MISLEADING);
    }

    @Test
    void j07_refuses_types_and_values_in_another_spelling() {
        JsonObject compactType = with(genuine, "type", Json.createValue("as:Create"));
        JsonObject keywordId = with(without(genuine, "id"), "@id", genuine.get("id"));
        JsonObject prefixed = with(
                withContext(genuine, "{\"o\": \"https://origin.example/\"}"), "actor", Json.createValue("o:users/a"));

        for (JsonObject forged : new JsonObject[] {compactType, keywordId, prefixed}) {
            assertThat(hash(forged)).isEqualTo(hash(genuine));
            assertThat(reason(forged)).isEqualTo(Reason.DOCUMENT_MISLEADING);
        }
    }

    @Test
    void j08_refuses_an_addressee_that_is_lost_on_the_way_to_rdf() {
        // "Public" is short for as:Public to some readers, and not an IRI to JSON-LD: a post to followers made public.
        for (String lost : new String[] {"Public", "", "users/b", "_:public"}) {
            JsonObject forged = with(
                    genuine,
                    "to",
                    Json.createArrayBuilder(genuine.getJsonArray("to"))
                            .add(lost)
                            .build());
            if (!lost.startsWith("_:")) {
                assertThat(hash(forged)).isEqualTo(hash(genuine));
            }
            assertThat(reason(forged)).isEqualTo(Reason.DOCUMENT_MISLEADING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"nowhere\"", "\"_:nowhere\"", "{\"@id\": null}", "\"\"", "{}"})
    void j08_refuses_a_term_that_is_defined_as_nothing(String nothing) {
        JsonObject forged = with(withContext("{\"sensitive\": " + nothing + "}"), "sensitive", JsonValue.TRUE);

        assertThat(reason(forged)).isIn(Reason.DOCUMENT_MISLEADING, Reason.NOT_JSON_LD);
    }

    @Test
    void j08_tells_which_extension_members_the_signature_does_not_cover() {
        JsonObject extended = with(
                with(genuine, "_misskey_content", Json.createValue("bought")),
                "object",
                with(genuine.getJsonObject("object"), "sensitive", JsonValue.TRUE));

        assertThat(hash(extended)).isEqualTo(hash(genuine));
        assertThat(signatures.verify(extended, TestKeys.publicKey(), NOW))
                .isInstanceOfSatisfying(Valid.class, valid -> {
                    assertThat(valid.uncovered()).containsExactlyInAnyOrder("_misskey_content", "sensitive");
                    assertThat(valid.covered())
                            .isEqualTo(Json.createObjectBuilder(genuine)
                                    .remove("signature")
                                    .build());
                });
    }

    @Test
    void j08_does_not_take_one_undefined_type_for_another_in_silence() {
        JsonObject signed = signatures.sign(json("""
                        {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://origin.example/2",
                         "type": "Unheard", "actor": "https://origin.example/users/a"}"""), TestKeys.signingKey(), NOW);
        JsonObject forged = with(signed, "type", Json.createValue("EmojiReact"));

        assertThat(hash(forged)).isEqualTo(hash(signed));
        assertThat(signatures.verify(forged, TestKeys.publicKey(), NOW))
                .isInstanceOfSatisfying(
                        Valid.class, valid -> assertThat(valid.uncovered()).containsExactly("EmojiReact"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/context",
                "http://127.0.0.1/context",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "context.jsonld"
            })
    void j09_never_fetches_a_context(String address) {
        JsonArrayBuilder context = Json.createArrayBuilder().add(AS).add(address);

        assertThat(reason(with(genuine, "@context", context.build()))).isEqualTo(Reason.CONTEXT_UNKNOWN);
    }

    @Test
    void accepts_the_definitions_that_servers_put_into_their_contexts() {
        // Mastodon, Misskey, Friendica, Hubzilla, PeerTube, mbin and Pleroma, as their documents carry them.
        JsonObject harmless = withContext("""
                {"ostatus": "http://ostatus.org#", "atomUri": "ostatus:atomUri", "sensitive": "as:sensitive",
                 "Hashtag": "as:Hashtag", "toot": "http://joinmastodon.org/ns#", "Emoji": "toot:Emoji",
                 "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"}, "blurhash": "toot:blurhash",
                 "featured": {"@id": "toot:featured", "@type": "@id"}, "@language": "und",
                 "movedTo": {"@id": "as:movedTo", "@type": "@id"}, "quoteUrl": "as:quoteUrl",
                 "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"},
                 "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
                 "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"},
                 "gts": "https://gotosocial.org/ns#", "misskey": "https://misskey-hub.net/ns#",
                 "_misskey_content": "misskey:_misskey_content", "isCat": "misskey:isCat",
                 "vcard": "http://www.w3.org/2006/vcard/ns#", "dfrn": "http://purl.org/macgirvin/dfrn/1.0/",
                 "diaspora": "https://diasporafoundation.org/ns/", "litepub": "http://litepub.social/ns#",
                 "directMessage": "litepub:directMessage", "schema": "http://schema.org#",
                 "PropertyValue": "schema:PropertyValue", "value": "schema:value",
                 "zot": "https://hub.example/apschema#", "commentPolicy": "zot:commentPolicy",
                 "conversation": {"@id": "ostatus:conversation", "@type": "@id"},
                 "pt": "https://joinpeertube.org/ns#", "sc": "http://schema.org/", "icons": "as:icon",
                 "RsaSignature2017": "https://w3id.org/security#RsaSignature2017",
                 "support": {"@type": "sc:Text", "@id": "pt:support"},
                 "shares": {"@id": "as:shares", "@type": "@id"}, "likes": {"@id": "as:likes", "@type": "@id"},
                 "type": "@type", "id": "@id", "@version": 1.1}""");
        JsonObject signed = signatures.sign(without(harmless, "signature"), TestKeys.signingKey(), NOW);

        assertThat(signatures.verify(signed, TestKeys.publicKey(), NOW)).isInstanceOf(Valid.class);
    }

    private Reason reason(JsonObject activity) {
        LdVerdict verdict = signatures.verify(activity, TestKeys.publicKey(), NOW);
        assertThat(verdict).isInstanceOf(Invalid.class);
        return ((Invalid) verdict).reason();
    }

    private String hash(JsonObject activity) {
        return ((Canonical) canonicalizer.canonicalize(without(activity, "signature"))).sha256Hex();
    }

    private JsonObject withContext(String definitions) {
        return withContext(genuine, definitions);
    }

    private static JsonObject withContext(JsonObject activity, String definitions) {
        return with(
                activity,
                "@context",
                Json.createArrayBuilder(activity.getJsonArray("@context"))
                        .add(json(definitions))
                        .build());
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }

    private static JsonObject without(JsonObject object, String... names) {
        var builder = Json.createObjectBuilder(object);
        for (String name : names) {
            builder.remove(name);
        }
        return builder.build();
    }
}
