package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.jsonld.Shared;
import dev.linkspan.proof.LdVerdict.Invalid;
import dev.linkspan.proof.LdVerdict.Reason;
import dev.linkspan.proof.LdVerdict.Valid;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that other programs made: Mastodon (kept by Smithereen's tests), and our recordings of Fedify and snac2. */
class RecordedSignaturesTest {

    private static final String SMITHEREEN = "vectors/ldsig-smithereen/";

    private final Canonicalizer canonicalizer = new Canonicalizer();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(canonicalizer);

    @ParameterizedTest
    @CsvSource({
        "mastodon_signed_create.json, true",
        "mastodon_signed_delete.json, true",
        "mastodon_signed_create_tampered.json, false"
    })
    void judges_what_a_mastodon_sent(String file, boolean valid) {
        Optional<Path> actor = Shared.path(SMITHEREEN + "mastodon_actor.json");
        if (actor.isEmpty()) {
            return;
        }
        PublicKey key = key(json(Shared.text(actor.get())));
        JsonObject activity = json(Shared.text(Shared.path(SMITHEREEN + file).orElseThrow()));

        LdVerdict verdict = signatures.verify(activity, key, Instant.parse("2022-01-01T00:00:00Z"));

        if (valid) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Valid.class, v -> assertThat(v.uncovered()).isEmpty());
        } else {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Invalid.class,
                            invalid -> assertThat(invalid.reason()).isEqualTo(Reason.SIGNATURE_MISMATCH));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00a-unsigned_payload.json, 02a-normalized_activity.rdf",
        "00b-options_payload.json, 02a-normalized_options.rdf"
    })
    void makes_the_n_quads_that_smithereen_makes(String document, String expected) {
        Optional<Path> file = Shared.path(SMITHEREEN + document);
        if (file.isPresent()) {
            Canonical canonical = (Canonical) canonicalizer.canonicalize(json(Shared.text(file.get())));

            // The files lack the last line's end.
            assertThat(canonical.nQuads())
                    .isEqualTo(Shared.text(Shared.path(SMITHEREEN + expected).orElseThrow())
                                    .strip() + "\n");
        }
    }

    @Test
    void accepts_every_signature_among_the_recorded_requests() {
        Optional<Path> file = Shared.path("vectors/captures/captures.json");
        if (file.isEmpty()) {
            return;
        }
        JsonObject recording = json(Shared.text(file.get()));
        int signed = 0;
        for (JsonValue value : recording.getJsonArray("captures")) {
            JsonObject capture = value.asJsonObject();
            String body =
                    new String(Base64.getDecoder().decode(capture.getString("body_base64")), StandardCharsets.UTF_8);
            if (!body.contains("RsaSignature2017")) {
                continue;
            }
            JsonObject activity = json(body);
            PublicKey key = key(recording.getJsonObject("actors").getJsonObject(activity.getString("actor")));
            Instant receivedAt =
                    Instant.ofEpochMilli(capture.getJsonNumber("received_at_ms").longValueExact());

            assertThat(signatures.verify(activity, key, receivedAt))
                    .as(capture.getString("name"))
                    .isInstanceOfSatisfying(
                            Valid.class, v -> assertThat(v.uncovered()).isEmpty());
            assertThat(signatures.verify(
                            JsonText.object(activity)
                                    .add("actor", "https://evil.example/")
                                    .build(),
                            key,
                            receivedAt))
                    .isInstanceOf(Invalid.class);
            signed++;
        }
        assertThat(signed).isEqualTo(6);
    }

    @Test
    void accepts_every_proof_among_the_recorded_requests() {
        Optional<Path> file = Shared.path("vectors/captures/captures.json");
        if (file.isEmpty()) {
            return;
        }
        ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
        JsonObject recording = json(Shared.text(file.get()));
        int proven = 0;
        for (JsonValue value : recording.getJsonArray("captures")) {
            JsonObject capture = value.asJsonObject();
            String body =
                    new String(Base64.getDecoder().decode(capture.getString("body_base64")), StandardCharsets.UTF_8);
            if (!body.contains("eddsa-jcs-2022")) {
                continue;
            }
            JsonObject activity = json(body);
            JsonObject actor = recording.getJsonObject("actors").getJsonObject(activity.getString("actor"));
            PublicKey key = multikey(
                    actor, ObjectIntegrityProofs.claims(activity).getFirst().verificationMethod());

            assertThat(proofs.verify(activity, key, Instant.parse("2026-11-21T08:00:00Z")))
                    .as(capture.getString("name"))
                    .isInstanceOf(ProofVerdict.Valid.class);
            assertThat(proofs.verify(
                            JsonText.object(activity)
                                    .add("actor", "https://evil.example/")
                                    .build(),
                            key,
                            Instant.parse("2026-11-21T08:00:00Z")))
                    .isInstanceOf(ProofVerdict.Invalid.class);
            proven++;
        }
        assertThat(proven).isEqualTo(6);
    }

    private static PublicKey multikey(JsonObject actor, String id) {
        return actor.getJsonArray("assertionMethod").stream()
                .map(JsonValue::asJsonObject)
                .filter(key -> key.getString("id").equals(id))
                .map(key -> Ed25519Keys.publicKey(key.getString("publicKeyMultibase")))
                .findFirst()
                .orElseThrow();
    }

    private static PublicKey key(JsonObject actor) {
        JsonValue key = actor.get("publicKey");
        return TestKeys.publicKey(key.asJsonObject().getString("publicKeyPem"));
    }
}
