package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.ProofVerdict.Invalid;
import dev.linkspan.proof.ProofVerdict.Reason;
import dev.linkspan.proof.ProofVerdict.Valid;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Object integrity proofs. Numbers in names are those of reference/attacks.md, group J. */
class ObjectIntegrityProofsTest {

    private static final String ACTOR = "https://origin.example/users/a";
    private static final String KEY_ID = ACTOR + "#ed25519-key";
    private static final Instant CREATED = Instant.parse("2026-09-01T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private static final JsonObject UNSIGNED = json("""
            {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
              "https://w3id.org/security/data-integrity/v2"],
             "id": "https://origin.example/1/activity", "type": "Create", "actor": "https://origin.example/users/a",
             "to": ["https://www.w3.org/ns/activitystreams#Public"],
             "object": {"id": "https://origin.example/1", "type": "Note", "content": "caf\\u00e9 \\ud83d\\ude00",
              "attributedTo": "https://origin.example/users/a", "altitude": 7.5}}""");

    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());
    private final SigningKey key = Ed25519Keys.signingKey(KEY_ID);
    private final JsonObject signed = proofs.sign(UNSIGNED, key, CREATED);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'proof': {}} | true",
                "{'proof': null} | true",
                "{'https://w3id.org/security#proof': []} | true",
                "{'object': {'attachment': [[{'proof': 'p'}]]}} | true",
                "{'@context': [{'proof': {'@id': 'https://w3id.org/security#proof'}}], 'id': 'proof'} | false",
                "{'object': {'proofs': ['proof']}} | false",
            })
    void finds_proofs_at_any_depth_and_none_in_contexts(String document, boolean found) {
        assertThat(ObjectIntegrityProofs.areWithin(json(document.replace('\'', '"'))))
                .isEqualTo(found);
    }

    @Test
    void verifies_what_it_signs() {
        assertThat(verdict(signed)).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.claim().verificationMethod()).isEqualTo(KEY_ID);
            assertThat(valid.claim().created()).contains(CREATED);
            assertThat(valid.document()).isEqualTo(UNSIGNED);
        });
        assertThat(ObjectIntegrityProofs.claims(signed))
                .containsExactly(new ProofClaim("eddsa-jcs-2022", KEY_ID, Optional.of(CREATED), Optional.empty()));
    }

    @Test
    void signs_and_verifies_a_document_without_a_context() {
        JsonObject plain = proofs.sign(json("{\"type\": \"Note\"}"), key, CREATED);

        assertThat(plain.getJsonObject("proof")).doesNotContainKey("@context");
        assertThat(verdict(plain)).isInstanceOf(Valid.class);
    }

    @Test
    void signs_all_options() {
        JsonObject optional = proofs.sign(
                UNSIGNED,
                key,
                ProofOptions.createdAt(Instant.parse("2026-09-01T10:00:00.987Z"))
                        .expiringAt(CREATED.plus(Duration.ofDays(2)))
                        .forDomain("relay.example")
                        .withNonce("n-1"));

        JsonObject proof = optional.getJsonObject("proof");
        assertThat(proof.getString("created")).isEqualTo("2026-09-01T10:00:00Z");
        assertThat(proof.getString("expires")).isEqualTo("2026-09-03T10:00:00Z");
        assertThat(proof.getString("domain")).isEqualTo("relay.example");
        assertThat(proof.getString("nonce")).isEqualTo("n-1");
        assertThat(verdict(optional)).isInstanceOf(Valid.class);
        for (String member : List.of("created", "expires", "domain", "nonce")) {
            assertThat(reason(withProof(optional, without(proof, member))))
                    .as(member)
                    .isEqualTo(Reason.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void does_not_sign_what_could_not_be_verified() throws NoSuchAlgorithmException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThatThrownBy(() -> proofs.sign(UNSIGNED, new SigningKey(KEY_ID, rsa.getPrivate()), CREATED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ED25519");
        assertThatThrownBy(() -> proofs.sign(UNSIGNED, Ed25519Keys.signingKey("main-key"), CREATED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proofs.sign(json("{\"n\": 1e400}"), key, CREATED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1E+400");
    }

    @Test
    void finds_no_proof_where_there_is_none() {
        assertThat(reason(UNSIGNED)).isEqualTo(Reason.PROOF_MISSING);
        assertThat(ObjectIntegrityProofs.claims(UNSIGNED)).isEmpty();
    }

    @Test
    void a_document_without_proof_is_not_one_whose_proofs_all_hold() {
        assertThat(proofs.verify(UNSIGNED, unused(), NOW))
                .extracting(ObjectIntegrityProofsTest::word)
                .containsExactly("PROOF_MISSING");
        assertThat(proofs.verify(with(UNSIGNED, "proof", JsonValue.EMPTY_JSON_ARRAY), unused(), NOW))
                .extracting(ObjectIntegrityProofsTest::word)
                .containsExactly("PROOF_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | null",
                "type | [\"DataIntegrityProof\"]",
                "cryptosuite | null",
                "cryptosuite | 2022",
                "verificationMethod | null",
                "verificationMethod | \"main-key\"",
                "verificationMethod | \"//origin.example/users/a\"",
                "verificationMethod | \"file:///etc/passwd\"",
                "verificationMethod | {\"id\": \"https://origin.example/users/a#ed25519-key\"}",
                "verificationMethod | \"https://origin.example/ users\"",
                "created | \"yesterday\"",
                "created | \"2026-13-01T00:00:00Z\"",
                "created | 1756720801",
                "created | null",
                "expires | \"never\"",
                "expires | 5",
                "proofPurpose | null",
                "proofPurpose | [\"assertionMethod\"]",
                "proofValue | null",
                "proofValue | \"\"",
                "proofValue | \"z\"",
                "proofValue | \"uAAAA\"",
                "proofValue | \"zl0OI\"",
                "proofValue | {}",
            })
    void refuses_a_malformed_proof(String member, String value) {
        JsonValue changed = json("{\"value\": " + value + "}").get("value");
        JsonObject forged = withProof(signed, with(signed.getJsonObject("proof"), member, changed));

        assertThat(reason(forged)).isEqualTo(Reason.PROOF_MALFORMED);
        assertThat(ObjectIntegrityProofs.claims(forged)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"https://origin.example/proofs/1\"", "17", "[]", "[[]]", "[\"x\"]"})
    void refuses_a_proof_that_is_no_object(String proof) {
        assertThat(reason(with(UNSIGNED, "proof", json("{\"p\":" + proof + "}").get("p"))))
                .isEqualTo(Reason.PROOF_MALFORMED);
    }

    @Test
    void takes_a_proof_value_of_exactly_64_bytes_in_one_spelling() {
        String value = signed.getJsonObject("proof").getString("proofValue");

        for (String other : List.of(
                "z1" + value.substring(1),
                value + "1",
                value.substring(0, value.length() - 1),
                value + " ",
                "Z" + value.substring(1),
                value.substring(1),
                "z" + "z".repeat(88),
                "z".repeat(5_000))) {
            assertThat(ProofValue.read(other)).as(other).isEmpty();
        }
        byte[] zeros = new byte[64];
        assertThat(ProofValue.read("z" + "1".repeat(64)))
                .hasValueSatisfying(v -> assertThat(v.bytes()).isEqualTo(zeros));
        assertThat(ProofValue.read("z" + "1".repeat(63))).isEmpty();
        assertThat(ProofValue.read("z" + "1".repeat(65))).isEmpty();
        zeros[63] = 57;
        assertThat(ProofValue.write(zeros)).isEqualTo("z" + "1".repeat(63) + "z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "verificationMethod", "type", "cryptosuite", "proofPurpose", "@context"})
    void j14_refuses_a_proof_from_which_a_member_was_taken(String member) {
        assertThat(verdict(withProof(signed, without(signed.getJsonObject("proof"), member))))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "created, 2026-09-01T10:00:01Z",
        "created, 2026-09-01T10:00:00+00:00", // signed is the text, not the instant
        "verificationMethod, https://origin.example/users/b#ed25519-key",
        "expires, 2099-01-01T00:00:00Z",
        "domain, relay.example",
        "challenge, c",
        "nonce, n",
        "id, https://origin.example/proofs/1",
        "x-unknown, y",
    })
    void j14_covers_every_option_of_the_proof(String member, String value) {
        JsonObject forged = withProof(signed, with(signed.getJsonObject("proof"), member, Json.createValue(value)));

        assertThat(reason(forged)).isEqualTo(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void j14_expires_at_the_very_instant_that_the_proof_names_and_asks_for_no_key_then() {
        JsonObject expiring = proofs.sign(UNSIGNED, key, ProofOptions.asMastodon(CREATED));
        Instant end = CREATED.plus(ProofOptions.MASTODON_LIFETIME);

        assertThat(proofs.verify(expiring, Ed25519Keys.publicKey(), end.minusMillis(1)))
                .isInstanceOf(Valid.class);
        assertThat(proofs.verify(expiring, Ed25519Keys.publicKey(), end))
                .isEqualTo(new Invalid(Reason.EXPIRED, "the proof has expired"));
        assertThat(proofs.verify(expiring, unused(), end))
                .containsExactly(new Invalid(Reason.EXPIRED, "the proof has expired"));
    }

    @ParameterizedTest
    @CsvSource({
        "type, Ed25519Signature2020, TYPE_UNSUPPORTED",
        "type, dataintegrityproof, TYPE_UNSUPPORTED",
        "cryptosuite, eddsa-rdfc-2022, CRYPTOSUITE_UNSUPPORTED",
        "cryptosuite, jcs-eddsa-2022, CRYPTOSUITE_UNSUPPORTED",
        "cryptosuite, mldsa44-jcs-2024, CRYPTOSUITE_UNSUPPORTED",
        "proofPurpose, authentication, PURPOSE_UNSUITABLE",
        "proofPurpose, capabilityInvocation, PURPOSE_UNSUITABLE",
        "previousProof, urn:uuid:1, CHAIN_UNSUPPORTED",
    })
    void j14_names_what_it_does_not_support(String member, String value, Reason expected) {
        JsonObject forged = withProof(signed, with(signed.getJsonObject("proof"), member, Json.createValue(value)));

        assertThat(verdict(forged)).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.reason()).isEqualTo(expected);
            assertThat(invalid.detail()).contains(member.equals("previousProof") ? member : value);
        });
    }

    @Test
    void j14_judges_each_proof_of_a_set() {
        SigningKey other = new SigningKey("https://origin.example/users/b#k", pair().getPrivate());
        JsonObject set = proofs.sign(proofs.sign(signed, other, CREATED), key, CREATED.plusSeconds(1));
        JsonArray three = set.getJsonArray("proof");
        JsonObject oneBad = with(
                set,
                "proof",
                Json.createArrayBuilder(three)
                        .set(2, with(three.getJsonObject(2), "created", Json.createValue("2026-09-01T11:00:00Z")))
                        .add(with(three.getJsonObject(0), "cryptosuite", Json.createValue("mldsa44-jcs-2024")))
                        .build());
        KeyResolver keys = (id, freshness) -> id.equals(KEY_ID)
                ? new KeyResolution.Found(new VerificationKey(id, Ed25519Keys.publicKey(), ACTOR), true)
                : new KeyResolution.Missing(KeyResolution.Reason.UNAVAILABLE, "nobody is there");

        assertThat(three).hasSize(3);
        assertThat(proofs.verify(oneBad, keys, NOW))
                .extracting(ObjectIntegrityProofsTest::word)
                .containsExactly("VALID", "KEY_UNAVAILABLE", "SIGNATURE_MISMATCH", "CRYPTOSUITE_UNSUPPORTED");
        // By one key, all must be its.
        assertThat(reason(set)).isEqualTo(Reason.SIGNATURE_MISMATCH);
        assertThat(verdict(proofs.sign(signed, key, CREATED.plusSeconds(1)))).isInstanceOf(Valid.class);
        assertThat(ObjectIntegrityProofs.claims(oneBad)).hasSize(3);
    }

    @Test
    void looks_at_four_proofs_at_the_most() {
        var many = Json.createArrayBuilder();
        for (int i = 0; i < 5; i++) {
            many.add(signed.get("proof"));
        }

        assertThat(proofs.verify(with(UNSIGNED, "proof", many.build()), unused(), NOW))
                .extracting(ObjectIntegrityProofsTest::word)
                .containsExactly("PROOF_MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://www.w3.org/ns/activitystreams\"",
                "[\"https://www.w3.org/ns/activitystreams\", \"https://w3id.org/security/v1\"]",
                "[\"https://w3id.org/security/v1\", \"https://www.w3.org/ns/activitystreams\","
                        + " \"https://w3id.org/security/data-integrity/v2\"]",
                "[{\"content\": \"x:y\"}, \"https://www.w3.org/ns/activitystreams\", \"https://w3id.org/security/v1\","
                        + " \"https://w3id.org/security/data-integrity/v2\"]",
                "{}",
                "null",
            })
    void j14_refuses_a_document_whose_context_does_not_begin_with_the_proofs(String context) {
        JsonObject forged =
                with(signed, "@context", json("{\"c\":" + context + "}").get("c"));

        assertThat(reason(forged)).isEqualTo(Reason.CONTEXT_MISMATCH);
        assertThat(reason(without(signed, "@context"))).isEqualTo(Reason.CONTEXT_MISMATCH);
    }

    @Test
    void j14_does_not_take_the_documents_context_for_the_proofs() {
        JsonObject proof = signed.getJsonObject("proof");
        JsonArray less = Json.createArrayBuilder(proof.getJsonArray("@context"))
                .remove(2)
                .build();

        assertThat(reason(withProof(signed, with(proof, "@context", less)))).isEqualTo(Reason.SIGNATURE_MISMATCH);
        assertThat(reason(withProof(signed, without(proof, "@context")))).isEqualTo(Reason.SIGNATURE_MISMATCH);
        JsonObject without = proofs.sign(without(UNSIGNED, "@context"), key, CREATED);
        assertThat(reason(with(without, "@context", UNSIGNED.get("@context")))).isEqualTo(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void verifies_in_the_proofs_context_what_a_later_signer_appended_a_context_to() {
        JsonObject extended = with(
                signed,
                "@context",
                Json.createArrayBuilder(signed.getJsonArray("@context"))
                        .add(json("{\"content\": \"https://evil.example/content\"}"))
                        .build());

        // Data Integrity EdDSA §3.3.2: what was verified has the proof's context, not the document's.
        assertThat(verdict(extended))
                .isInstanceOfSatisfying(
                        Valid.class, valid -> assertThat(valid.document()).isEqualTo(UNSIGNED));
    }

    @Test
    void a_signature_made_after_the_proof_leaves_both_valid() {
        JsonObject both = signatures.sign(signed, TestKeys.signingKey(), CREATED);

        assertThat(both).containsKeys("proof", "signature");
        assertThat(verdict(both)).isInstanceOf(Valid.class);
        assertThat(signatures.verify(both, TestKeys.publicKey(), NOW))
                .isInstanceOfSatisfying(
                        LdVerdict.Valid.class,
                        valid -> assertThat(valid.uncovered()).isEmpty());
        // The proof is kept when the signature is checked.
        assertThat(signatures.verify(without(both, "proof"), TestKeys.publicKey(), NOW))
                .isInstanceOf(LdVerdict.Invalid.class);
    }

    @Test
    void a_signature_that_appends_its_context_leaves_the_proof_valid() {
        JsonObject narrow = with(UNSIGNED, "@context", json("""
                {"c": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v1"]}""").get("c"));
        JsonObject both = signatures.sign(proofs.sign(narrow, key, CREATED), TestKeys.signingKey(), CREATED);

        assertThat(both.getJsonArray("@context")).hasSize(3);
        assertThat(verdict(both)).isInstanceOf(Valid.class);
        assertThat(signatures.verify(both, TestKeys.publicKey(), NOW)).isInstanceOf(LdVerdict.Valid.class);
    }

    @Test
    void a_proof_made_after_the_signature_takes_it_off() {
        JsonObject first = signatures.sign(UNSIGNED, TestKeys.signingKey(), CREATED);

        JsonObject proven = proofs.sign(first, key, CREATED);

        assertThat(proven).doesNotContainKey("signature");
        assertThat(verdict(proven)).isInstanceOf(Valid.class);
        // Had it stayed: the proof is valid, the signature no longer.
        JsonObject stayed = with(proven, "signature", first.get("signature"));
        assertThat(verdict(stayed)).isInstanceOf(Valid.class);
        assertThat(signatures.verify(stayed, TestKeys.publicKey(), NOW)).isInstanceOf(LdVerdict.Invalid.class);
    }

    @Test
    void j13_refuses_a_document_that_others_would_read_differently() {
        JsonObject safe = proofs.sign(with(UNSIGNED, "n", Json.createValue(9007199254740992L)), key, CREATED);

        assertThat(verdict(safe)).isInstanceOf(Valid.class);
        // As a double it is the same number.
        assertThat(reason(with(safe, "n", Json.createValue(9007199254740993L)))).isEqualTo(Reason.NOT_CANONICAL);
        assertThat(reason(with(signed, "n", Json.createValue("\ud800")))).isEqualTo(Reason.NOT_CANONICAL);
        assertThat(reason(with(signed, "n", json("{\"n\":1e400}").get("n")))).isEqualTo(Reason.NOT_CANONICAL);
    }

    @Test
    void refuses_another_key_and_a_key_of_another_kind() throws NoSuchAlgorithmException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThat(word(proofs.verify(signed, pair().getPublic(), NOW))).isEqualTo("SIGNATURE_MISMATCH");
        assertThat(word(proofs.verify(signed, rsa.getPublic(), NOW))).isEqualTo("KEY_UNSUITABLE");
    }

    @Test
    void asks_for_a_fresh_key_once_if_the_remembered_one_fails() {
        List<Freshness> asked = new ArrayList<>();
        KeyResolver rotated = (id, freshness) -> {
            asked.add(freshness);
            return new KeyResolution.Found(
                    new VerificationKey(
                            id, freshness == Freshness.FRESH ? Ed25519Keys.publicKey() : pair().getPublic(), ACTOR),
                    freshness == Freshness.FRESH);
        };

        assertThat(proofs.verify(signed, rotated, NOW))
                .extracting(ObjectIntegrityProofsTest::word)
                .containsExactly("VALID");
        assertThat(asked).containsExactly(Freshness.CACHED, Freshness.FRESH);
        // A document that no key can help is no reason to fetch.
        asked.clear();
        assertThat(proofs.verify(without(signed, "@context"), rotated, NOW))
                .extracting(ObjectIntegrityProofsTest::word)
                .containsExactly("CONTEXT_MISMATCH");
        assertThat(asked).containsExactly(Freshness.CACHED);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyResolver unused() {
        return (id, freshness) -> {
            throw new AssertionError("asked for " + id);
        };
    }

    private ProofVerdict verdict(JsonObject document) {
        return proofs.verify(document, Ed25519Keys.publicKey(), NOW);
    }

    private Reason reason(JsonObject document) {
        ProofVerdict verdict = verdict(document);
        assertThat(verdict).isInstanceOf(Invalid.class);
        return ((Invalid) verdict).reason();
    }

    private static String word(ProofVerdict verdict) {
        return verdict instanceof Invalid invalid ? invalid.reason().name() : "VALID";
    }

    private static JsonObject withProof(JsonObject document, JsonObject proof) {
        return with(document, "proof", proof);
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }

    private static JsonObject without(JsonObject object, String name) {
        return Json.createObjectBuilder(object).remove(name).build();
    }
}
