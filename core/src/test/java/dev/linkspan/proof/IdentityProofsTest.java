package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Shared;
import dev.linkspan.proof.IdentityVerdict.Invalid;
import dev.linkspan.proof.IdentityVerdict.Linked;
import dev.linkspan.proof.IdentityVerdict.Reason;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityProofsTest {

    private static final String ACTOR = "https://server.example/users/alice";
    private static final Instant CREATED = Instant.parse("2023-02-24T23:36:38Z");
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

    /** FEP-c390, fep-c390.feature (CC0). */
    private static final JsonObject VECTOR = json("""
            {"type": "VerifiableIdentityStatement",
             "subject": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
             "alsoKnownAs": "https://server.example/users/alice",
             "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2023-02-24T23:36:38Z",
              "verificationMethod": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
              "proofPurpose": "assertionMethod",
              "proofValue":
            "z26W7TfJYD9DrGqnem245zNbeCbTwjb8avpduzi1JPhFrwML99CpP6gGXSKSXAcQdpGFBXF4kx7VwtXKhu7VDZJ54"}}""");

    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
    private final IdentityProofs identities = new IdentityProofs(proofs);

    @Test
    void makes_the_statement_of_the_vector() throws KeyFormatException {
        PrivateKey key = Multikeys.readPrivate("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq");

        assertThat(identities.create(ACTOR, key, CREATED)).isEqualTo(VECTOR);
    }

    @Test
    void verifies_the_statement_of_the_vector() {
        assertThat(identities.verify(VECTOR, ACTOR, NOW)).isEqualTo(new Linked(Ed25519Keys.DID, ACTOR));
    }

    @Test
    void takes_the_key_by_its_did_url_too_if_the_fragment_is_the_identifier() throws KeyFormatException {
        // did:key method, §3.1.1: the one verification method is the DID, "#" and the identifier again.
        PrivateKey key = Multikeys.readPrivate("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq");
        String identifier = Ed25519Keys.DID.substring("did:key:".length());

        assertThat(identities.verify(provenBy(Ed25519Keys.DID + "#" + identifier, key), ACTOR, NOW))
                .isEqualTo(new Linked(Ed25519Keys.DID, ACTOR));
        for (String fragment : new String[] {"", "#", "#key-1", "#" + identifier + "x", "#" + identifier + "#"}) {
            String method = fragment.isEmpty() ? Ed25519Keys.DID + identifier : Ed25519Keys.DID + fragment;
            JsonObject proof = with(VECTOR.getJsonObject("proof"), "verificationMethod", Json.createValue(method));
            assertThat(identities.verify(with(VECTOR, "proof", proof), ACTOR, NOW))
                    .as(method)
                    .isInstanceOf(Invalid.class);
        }
        assertThat(reason(provenBy(Ed25519Keys.DID + "#key-1", key))).isEqualTo(Reason.METHOD_MISMATCH);
    }

    private JsonObject provenBy(String method, PrivateKey key) {
        return proofs.sign(without(VECTOR, "proof"), new SigningKey(method, key), CREATED);
    }

    @Test
    void finds_it_in_the_actors_document() {
        Optional<Path> file = Shared.path("vectors/fep/extracted/c390.json");
        JsonObject actor = file.isPresent()
                ? json(Shared.text(file.get())).getJsonObject("actor_document")
                : Json.createObjectBuilder()
                        .add("id", ACTOR)
                        .add("attachment", VECTOR)
                        .build();

        assertThat(identities.linked(actor, NOW))
                .containsOnlyKeys(Ed25519Keys.DID)
                .containsValue(VECTOR);
        assertThat(identities.linked(with(actor, "id", Json.createValue(ACTOR + "2")), NOW))
                .isEmpty();
        assertThat(identities.linked(json("{\"id\": \"" + ACTOR + "\", \"attachment\": [1, {}, null, []]}"), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "type, VerifiableIdentity, STATEMENT_MALFORMED",
        "alsoKnownAs, https://server.example/users/mallory, ACTOR_MISMATCH",
        "subject, did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK, METHOD_MISMATCH",
        "name, Alice, PROOF_INVALID",
    })
    void discards_a_changed_statement(String member, String value, Reason expected) {
        assertThat(reason(with(VECTOR, member, Json.createValue(value)))).isEqualTo(expected);
    }

    @Test
    void discards_a_statement_without_its_members_or_with_more_than_one_proof() {
        for (String member : new String[] {"type", "subject", "alsoKnownAs"}) {
            assertThat(reason(without(VECTOR, member))).isEqualTo(Reason.STATEMENT_MALFORMED);
        }
        assertThat(reason(without(VECTOR, "proof"))).isEqualTo(Reason.PROOF_INVALID);
        assertThat(reason(with(
                        VECTOR,
                        "proof",
                        Json.createArrayBuilder()
                                .add(VECTOR.get("proof"))
                                .add(VECTOR.get("proof"))
                                .build())))
                .isEqualTo(Reason.METHOD_MISMATCH);
    }

    @Test
    void discards_a_subject_that_is_no_did_key_of_ed25519() {
        for (String subject : new String[] {
            "did:web:server.example",
            "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", // X25519, of the did:key test vectors
            "did:key:" + Multikeys.write(KeyPairs.p256().getPublic()),
            "did:key:z",
        }) {
            JsonObject proof = with(VECTOR.getJsonObject("proof"), "verificationMethod", Json.createValue(subject));
            JsonObject statement = with(with(VECTOR, "subject", Json.createValue(subject)), "proof", proof);

            assertThat(reason(statement)).as(subject).isEqualTo(Reason.SUBJECT_UNSUPPORTED);
        }
    }

    @Test
    void refuses_to_make_a_statement_with_another_kind_of_key() {
        PrivateKey key = KeyPairs.p256().getPrivate();

        assertThatThrownBy(() -> identities.create(ACTOR, key, CREATED)).isInstanceOf(IllegalArgumentException.class);
    }

    private Reason reason(JsonObject statement) {
        IdentityVerdict verdict = identities.verify(statement, ACTOR, NOW);
        assertThat(verdict).isInstanceOf(Invalid.class);
        return ((Invalid) verdict).reason();
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }

    private static JsonObject without(JsonObject object, String name) {
        return Json.createObjectBuilder(object).remove(name).build();
    }
}
