package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LdVerdict.Invalid;
import dev.linkspan.proof.LdVerdict.Reason;
import dev.linkspan.proof.LdVerdict.Valid;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedDataSignaturesTest {

    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());

    @Test
    void verifies_what_it_signs() {
        JsonObject signed =
                signatures.sign(json("""
                        {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://origin.example/1",
                         "type": "Follow", "actor": "https://origin.example/users/a", "object": "as:Public"}"""), TestKeys.signingKey(), Instant.parse("2026-09-01T10:00:01.789Z"));

        assertThat(signed.getJsonArray("@context")).hasToString("""
                ["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"]""");
        assertThat(signed.getJsonObject("signature").getString("created")).isEqualTo("2026-09-01T10:00:01Z");
        assertThat(signatures.verify(signed, TestKeys.publicKey(), NOW))
                .isEqualTo(new Valid(
                        new LdClaim(
                                "RsaSignature2017",
                                "https://origin.example/users/a#main-key",
                                Instant.parse("2026-09-01T10:00:01Z"),
                                Optional.empty()),
                        Set.of(),
                        JsonText.object(signed).remove("signature").build()));
    }

    @Test
    void signs_as_the_vector_was_signed() {
        // RSASSA-PKCS1-v1_5 is deterministic.
        JsonObject vector = TestKeys.document("ld-plain");

        JsonObject signed = signatures.sign(vector, TestKeys.signingKey(), Instant.parse("2026-09-01T10:00:01Z"));

        assertThat(signed).isEqualTo(vector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ld-plain", "ld-domain", "ld-expires", "ld-all-options", "ld-delete"})
    void signs_every_option_as_the_vector_was_signed(String name) {
        JsonObject vector = TestKeys.document(name);
        JsonObject options = vector.getJsonObject("signature");

        assertThat(signatures.sign(vector, TestKeys.signingKey(), options(options)))
                .isEqualTo(vector);
    }

    @Test
    void signs_for_two_days_as_mastodon_does() {
        Instant created = Instant.parse("2026-09-01T10:00:01.999Z");

        JsonObject signed =
                signatures.sign(TestKeys.document("ld-plain"), TestKeys.signingKey(), ProofOptions.asMastodon(created));

        assertThat(signed.getJsonObject("signature").getString("expires")).isEqualTo("2026-09-03T10:00:01Z");
        assertThat(signatures.verify(signed, TestKeys.publicKey(), Instant.parse("2026-09-03T10:00:00Z")))
                .isInstanceOf(Valid.class);
        assertThat(signatures.verify(signed, TestKeys.publicKey(), Instant.parse("2026-09-03T10:00:01Z")))
                .isEqualTo(new Invalid(Reason.EXPIRED, "the signature has expired"));
    }

    @Test
    void names_the_type_that_it_does_not_know() {
        JsonObject vector = TestKeys.document("ld-plain");
        JsonObject signature =
                with(vector.getJsonObject("signature"), "type", Json.createValue("Ed25519Signature2018"));

        assertThat(signatures.verify(with(vector, "signature", signature), TestKeys.publicKey(), NOW))
                .isEqualTo(new Invalid(
                        Reason.TYPE_UNSUPPORTED, "the signature's type is Ed25519Signature2018, not RsaSignature2017"));
    }

    private static ProofOptions options(JsonObject signature) {
        return new ProofOptions(
                Instant.parse(signature.getString("created")),
                Optional.ofNullable(signature.getString("expires", null)).map(Instant::parse),
                Optional.ofNullable(signature.getString("domain", null)),
                Optional.ofNullable(signature.getString("nonce", null)));
    }

    @Test
    void does_not_sign_what_could_not_be_verified() throws NoSuchAlgorithmException {
        JsonObject unknownContext = json("{\"@context\": \"https://a.example/c\", \"id\": \"https://a.example/1\"}");
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThatThrownBy(() -> signatures.sign(unknownContext, TestKeys.signingKey(), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://a.example/c");
        assertThatThrownBy(() -> signatures.sign(
                        TestKeys.document("ld-plain"),
                        new SigningKey("https://a.example/#k", ed25519.getPrivate()),
                        NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void claims_nothing_without_a_well_formed_signature() {
        assertThat(LinkedDataSignatures.claim(TestKeys.document("ld-expires"))).hasValueSatisfying(claim -> {
            assertThat(claim.type()).isEqualTo("RsaSignature2017");
            assertThat(claim.creator()).isEqualTo("https://origin.example/users/a#main-key");
            assertThat(claim.expires()).isPresent();
        });
        assertThat(LinkedDataSignatures.claim(json("{\"type\": \"Follow\"}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "creator | null",
                "creator | \"main-key\"",
                "creator | \"\"",
                "creator | {\"id\": \"https://origin.example/users/a#main-key\"}",
                "created | null",
                "created | \"yesterday\"",
                "created | \"2026-13-01T00:00:00Z\"",
                "created | 1756720801",
                "expires | \"never\"",
                "expires | 5",
                "expires | null",
                "type | null",
                "type | [\"RsaSignature2017\"]",
                "signatureValue | null",
                "signatureValue | \"*\"",
                "signatureValue | {}",
                "sec:expiration | {\"@type\": \"xsd:dateTime\", \"@value\": \"2026-09-03T10:00:01Z\"}",
                "@id | \"https://a.example/1\"",
            })
    void refuses_a_malformed_signature(String member, String value) {
        JsonObject vector = TestKeys.document("ld-plain");
        JsonValue changed = json("{\"value\": " + value + "}").get("value");
        JsonObject signature = Json.createObjectBuilder(vector.getJsonObject("signature"))
                .add(member, changed)
                .build();

        assertThat(reason(with(vector, "signature", signature))).isEqualTo(Reason.SIGNATURE_MALFORMED);
        assertThat(LinkedDataSignatures.claim(with(vector, "signature", signature)))
                .isEmpty();
    }

    @Test
    void refuses_several_signatures_and_none() {
        JsonObject vector = TestKeys.document("ld-plain");
        JsonArray two = Json.createArrayBuilder()
                .add(vector.get("signature"))
                .add(vector.get("signature"))
                .build();

        assertThat(reason(with(vector, "signature", two))).isEqualTo(Reason.SIGNATURE_MALFORMED);
        assertThat(reason(Json.createObjectBuilder(vector).remove("signature").build()))
                .isEqualTo(Reason.SIGNATURE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://w3id.org/security#RsaSignature2017",
                "sec:RsaSignature2017",
                "rsasignature2017",
                "Ed25519Signature2018",
                ""
            })
    void refuses_another_type_than_the_one(String type) {
        JsonObject vector = TestKeys.document("ld-plain");
        JsonObject signature = with(vector.getJsonObject("signature"), "type", Json.createValue(type));

        assertThat(reason(with(vector, "signature", signature))).isEqualTo(Reason.TYPE_UNSUPPORTED);
    }

    @Test
    void refuses_a_key_that_is_not_rsa() throws NoSuchAlgorithmException {
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(signatures.verify(TestKeys.document("ld-plain"), ed25519.getPublic(), NOW))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.reason()).isEqualTo(Reason.KEY_UNSUITABLE));
    }

    @Test
    void refuses_the_signature_of_another_key() throws NoSuchAlgorithmException {
        KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThat(signatures.verify(TestKeys.document("ld-plain"), other.getPublic(), NOW))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.reason()).isEqualTo(Reason.SIGNATURE_MISMATCH));
    }

    @Test
    void expires_at_the_very_instant_that_the_signature_names() {
        JsonObject vector = TestKeys.document("ld-expired");
        Instant expires =
                LinkedDataSignatures.claim(vector).orElseThrow().expires().orElseThrow();

        assertThat(signatures.verify(vector, TestKeys.publicKey(), expires.minusMillis(1)))
                .isInstanceOf(Valid.class);
        assertThat(signatures.verify(vector, TestKeys.publicKey(), expires)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-01T10:00:01+00:00", "2026-09-01T10:00:01.123Z", "2026-09-01T10:00:01"})
    void reads_every_spelling_of_a_time_that_xsd_has(String created) {
        JsonObject vector = TestKeys.document("ld-plain");
        JsonObject signature = with(vector.getJsonObject("signature"), "created", Json.createValue(created));

        assertThat(LinkedDataSignatures.claim(with(vector, "signature", signature)))
                .hasValueSatisfying(
                        claim -> assertThat(claim.created()).isBetween("2026-09-01T10:00:01Z", "2026-09-01T10:00:02Z"));
        // Signed is the text, not the instant.
        assertThat(reason(with(vector, "signature", signature))).isEqualTo(Reason.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ld-plain",
                "ld-nonce",
                "ld-domain",
                "ld-expires",
                "ld-all-options",
                "ld-actor-creator",
                "ld-delete"
            })
    void refuses_a_document_of_which_any_string_was_changed(String name) {
        JsonObject vector = TestKeys.document(name);
        List<JsonValue> mutants = mutants(vector);

        assertThat(mutants).hasSizeGreaterThan(20);
        for (JsonValue mutant : mutants) {
            assertThat(signatures.verify(mutant.asJsonObject(), TestKeys.publicKey(), NOW))
                    .as(mutant.toString())
                    .isInstanceOf(Invalid.class);
        }
    }

    @Test
    void takes_both_spellings_of_public_for_the_same() {
        JsonObject vector = TestKeys.document("ld-plain");
        JsonArray shortForm = Json.createArrayBuilder().add("as:Public").build();

        assertThat(signatures.verify(with(vector, "to", shortForm), TestKeys.publicKey(), NOW))
                .isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ld-plain", "ld-all-options", "ld-delete"})
    void refuses_a_document_from_which_any_member_was_taken(String name) {
        for (JsonValue mutant : removals(TestKeys.document(name))) {
            assertThat(signatures.verify(mutant.asJsonObject(), TestKeys.publicKey(), NOW))
                    .as(mutant.toString())
                    .isInstanceOf(Invalid.class);
        }
    }

    /** The document once for each of its strings and each change: last character, one more, emptied. */
    private static List<JsonValue> mutants(JsonValue original) {
        List<JsonValue> all = new ArrayList<>();
        if (original instanceof JsonObject object) {
            object.forEach((name, member) -> {
                // Unused definitions may change freely; the attacks upon them have their own test.
                if (!name.equals("@context")) {
                    mutants(member).forEach(m -> all.add(with(object, name, m)));
                }
            });
        } else if (original instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonValue inner : mutants(array.get(i))) {
                    all.add(Json.createArrayBuilder(array).set(i, inner).build());
                }
            }
        } else if (original instanceof JsonString string) {
            String text = string.getString();
            String start = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
            char last = text.isEmpty() ? 'a' : text.charAt(text.length() - 1);
            for (String changed : new String[] {
                start + (char) (last ^ 1), text + "x", text + " ", "x" + text, "", "https://evil.example/", "Public"
            }) {
                if (!changed.equals(text)) {
                    all.add(Json.createValue(changed));
                }
            }
        }
        return all;
    }

    /** The document once without each of its members that hold something. */
    private static List<JsonValue> removals(JsonValue original) {
        List<JsonValue> all = new ArrayList<>();
        if (original instanceof JsonObject object) {
            object.forEach((name, member) -> {
                boolean holds = member != JsonValue.NULL && !member.equals(JsonValue.EMPTY_JSON_ARRAY);
                if (holds && !name.equals("@context")) {
                    all.add(Json.createObjectBuilder(object).remove(name).build());
                    removals(member).forEach(m -> all.add(with(object, name, m)));
                }
            });
        } else if (original instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                all.add(Json.createArrayBuilder(array).remove(i).build());
                for (JsonValue inner : removals(array.get(i))) {
                    all.add(Json.createArrayBuilder(array).set(i, inner).build());
                }
            }
        }
        return all;
    }

    private Reason reason(JsonObject activity) {
        LdVerdict verdict = signatures.verify(activity, TestKeys.publicKey(), NOW);
        assertThat(verdict).isInstanceOf(Invalid.class);
        return ((Invalid) verdict).reason();
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }
}
