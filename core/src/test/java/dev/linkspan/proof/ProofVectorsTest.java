package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.JsonCanonicalization;
import dev.linkspan.jsonld.Shared;
import dev.linkspan.proof.ProofVerdict.Invalid;
import dev.linkspan.proof.ProofVerdict.Valid;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The published vectors of eddsa-jcs-2022: those of FEP-8b32, and the W3C's with every step between. */
class ProofVectorsTest {

    private static final Instant CREATED = Instant.parse("2023-02-24T23:36:38Z");
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

    /** FEP-8b32, fep-8b32.feature (CC0). */
    private static final String FEP_8B32 = """
            {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v2"],\
            "id":"https://server.example/activities/1","type":"Create","actor":"https://server.example/users/alice",\
            "object":{"id":"https://server.example/objects/1","type":"Note",\
            "attributedTo":"https://server.example/users/alice","content":"Hello world",\
            "location":{"type":"Place","longitude":-71.184902,"latitude":25.273962}},\
            "proof":{"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v2"],\
            "type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022",\
            "verificationMethod":"https://server.example/users/alice#ed25519-key","proofPurpose":"assertionMethod",\
            "proofValue":"z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL",\
            "created":"2023-02-24T23:36:38Z"}}""";

    /** Data Integrity EdDSA 1.0, appendix B (W3C). */
    private static final String ALUMNI = """
            {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],\
            "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","type":["VerifiableCredential","AlumniCredential"],\
            "name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",\
            "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",\
            "credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}""";

    private static final String ALUMNI_KEY = Ed25519Keys.DID + "#" + Ed25519Keys.MULTIBASE;

    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();

    @Test
    void fep_8b32_signs_to_the_same_document() {
        JsonObject signed = json(FEP_8B32);
        JsonObject unsigned = JsonText.object(signed).remove("proof").build();

        assertThat(proofs.sign(
                        unsigned, Ed25519Keys.signingKey("https://server.example/users/alice#ed25519-key"), CREATED))
                .isEqualTo(signed);
    }

    @Test
    void fep_8b32_verifies() {
        assertThat(proofs.verify(json(FEP_8B32), Ed25519Keys.publicKey(), NOW))
                .isInstanceOfSatisfying(Valid.class, valid -> {
                    assertThat(valid.claim())
                            .isEqualTo(new ProofClaim(
                                    "eddsa-jcs-2022",
                                    "https://server.example/users/alice#ed25519-key",
                                    Optional.of(CREATED),
                                    Optional.empty()));
                    assertThat(valid.document())
                            .isEqualTo(JsonText.object(json(FEP_8B32))
                                    .remove("proof")
                                    .build());
                });
    }

    @Test
    void fep_8b32_does_not_verify_after_any_change_of_one_character() {
        int changed = 0;
        for (int i = 0; i < FEP_8B32.length(); i++) {
            char original = FEP_8B32.charAt(i);
            for (char other : new char[] {(char) (original ^ 1), (char) (original ^ 0x20), '0', 'x', '"'}) {
                String mutant = FEP_8B32.substring(0, i) + other + FEP_8B32.substring(i + 1);
                if (other == original || !(JsonText.parse(Body.of(mutant)) instanceof JsonText.Result.Document json)) {
                    continue;
                }
                assertThat(proofs.verify(json.object(), Ed25519Keys.publicKey(), NOW))
                        .as(mutant)
                        .isInstanceOf(Invalid.class);
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(2_000);
    }

    @Test
    void fep_8b32_does_not_verify_with_a_character_less() {
        for (int i = 0; i < FEP_8B32.length(); i++) {
            String mutant = FEP_8B32.substring(0, i) + FEP_8B32.substring(i + 1);
            if (JsonText.parse(Body.of(mutant)) instanceof JsonText.Result.Document json) {
                assertThat(proofs.verify(json.object(), Ed25519Keys.publicKey(), NOW))
                        .as(mutant)
                        .isInstanceOf(Invalid.class);
            }
        }
    }

    @Test
    void the_w3cs_credential_takes_the_same_steps() {
        JsonObject signed = proofs.sign(json(ALUMNI), Ed25519Keys.signingKey(ALUMNI_KEY), CREATED);
        JsonObject options = JsonText.object(signed.getJsonObject("proof"))
                .remove("proofValue")
                .build();

        ProofInput.Ready input = (ProofInput.Ready) ProofInput.of(signed, options);

        // canonDocJCS.txt, proofCanonJCS.txt, docHashJCS.txt, proofHashJCS.txt, combinedHashJCS.txt, sigBTC58JCS.txt
        assertThat(input.canonicalDocument().text()).isEqualTo("""
                {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],\
                "credentialSubject":{"alumniOf":"The School of Examples","id":"did:example:abcdefgh"},\
                "description":"A minimum viable example of an Alumni Credential.",\
                "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","issuer":"https://vc.example/issuers/5678",\
                "name":"Alumni Credential","type":["VerifiableCredential","AlumniCredential"],\
                "validFrom":"2023-01-01T00:00:00Z"}""");
        assertThat(input.canonicalOptions().text()).isEqualTo("""
                {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],\
                "created":"2023-02-24T23:36:38Z","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod",\
                "type":"DataIntegrityProof","verificationMethod":"%s"}""".formatted(ALUMNI_KEY));
        assertThat(hex(input.documentHash().bytes()))
                .isEqualTo("59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19");
        assertThat(hex(input.optionsHash().bytes()))
                .isEqualTo("66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db");
        assertThat(hex(input.toSign()))
                .isEqualTo("66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
                        + "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19");
        String value = signed.getJsonObject("proof").getString("proofValue");
        assertThat(value)
                .isEqualTo("z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX");
        assertThat(hex(ProofValue.read(value).orElseThrow().bytes()))
                .isEqualTo("407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b803"
                        + "51da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d069c6dd2808");
        assertThat(proofs.verify(signed, Ed25519Keys.publicKey(), NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void the_files_of_the_w3c_say_the_same() {
        String folder = "vectors/vc-di-eddsa/eddsa-jcs-2022/";
        Optional<Path> file = Shared.path(folder + "signedJCS.json");
        if (file.isEmpty()) {
            return;
        }
        JsonObject signed = json(Shared.text(file.get()));
        JsonObject config = json(text(folder + "proofConfigJCS.json"));
        ProofInput.Ready input = (ProofInput.Ready) ProofInput.of(signed, config);
        String value = signed.getJsonObject("proof").getString("proofValue");

        assertThat(proofs.sign(json(ALUMNI), Ed25519Keys.signingKey(ALUMNI_KEY), CREATED))
                .isEqualTo(signed);
        assertThat(input.canonicalDocument().text()).isEqualTo(text(folder + "canonDocJCS.txt"));
        assertThat(input.canonicalOptions().text()).isEqualTo(text(folder + "proofCanonJCS.txt"));
        assertThat(hex(input.documentHash().bytes())).isEqualTo(text(folder + "docHashJCS.txt"));
        assertThat(hex(input.optionsHash().bytes())).isEqualTo(text(folder + "proofHashJCS.txt"));
        assertThat(hex(input.toSign())).isEqualTo(text(folder + "combinedHashJCS.txt"));
        assertThat(value).isEqualTo(text(folder + "sigBTC58JCS.txt"));
        assertThat(hex(ProofValue.read(value).orElseThrow().bytes())).isEqualTo(text(folder + "sigHexJCS.txt"));
    }

    @Test
    void the_file_of_the_fep_says_the_same() {
        Optional<Path> file = Shared.path("vectors/fep/extracted/8b32.json");
        if (file.isPresent()) {
            JsonObject vector = json(Shared.text(file.get()));

            assertThat(json(FEP_8B32)).isEqualTo(vector.getJsonObject("signed"));
            assertThat(proofs.sign(
                            vector.getJsonObject("unsigned"),
                            Ed25519Keys.signingKey(vector.getString("key_id")),
                            Instant.parse(vector.getString("created"))))
                    .isEqualTo(vector.getJsonObject("signed"));
        }
    }

    @Test
    void canonical_json_is_that_of_json_p_too() {
        // Nothing of the input form is left: two parses of different spellings are one document.
        JsonObject spelled = json(FEP_8B32.replace("-71.184902", "-7.1184902e1").replace("Hello", "\\u0048ello"));

        assertThat(JsonCanonicalization.canonicalizeExactly(spelled))
                .isEqualTo(JsonCanonicalization.canonicalizeExactly(json(FEP_8B32)));
        assertThat(proofs.verify(spelled, Ed25519Keys.publicKey(), NOW)).isInstanceOf(Valid.class);
    }

    private static String text(String path) {
        return Shared.text(Shared.path(path).orElseThrow()).strip();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
