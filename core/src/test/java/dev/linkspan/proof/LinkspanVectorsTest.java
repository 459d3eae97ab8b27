package dev.linkspan.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.jsonld.PlainReading;
import dev.linkspan.proof.LdVerdict.Invalid;
import dev.linkspan.proof.LdVerdict.Reason;
import dev.linkspan.proof.LdVerdict.Valid;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own vectors, made with jsonld.js and Node; every step was checked against a second implementation. */
class LinkspanVectorsTest {

    private static final Instant NOW = Instant.parse("2026-09-04T00:00:00Z");

    private final Canonicalizer canonicalizer = new Canonicalizer();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(canonicalizer);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ld-plain",
                "ld-nonce",
                "ld-domain",
                "ld-expires",
                "ld-all-options",
                "ld-actor-creator",
                "ld-delete",
                "ld-reordered"
            })
    void accepts_a_genuine_signature(String vector) {
        LdVerdict verdict = signatures.verify(TestKeys.document(vector), TestKeys.publicKey(), NOW);

        assertThat(verdict).isInstanceOf(Valid.class);
        assertThat(((Valid) verdict).uncovered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ld-tampered", "ld-tampered-created"})
    void refuses_what_was_changed_after_signing(String vector) {
        assertThat(reason(vector, NOW)).isEqualTo(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void refuses_an_expired_signature_although_its_arithmetic_is_right() {
        assertThat(reason("ld-expired", NOW)).isEqualTo(Reason.EXPIRED);
        assertThat(signatures.verify(
                        TestKeys.document("ld-expired"), TestKeys.publicKey(), Instant.parse("2026-09-02T00:00:00Z")))
                .isInstanceOf(Valid.class);
    }

    @Test
    void refuses_a_document_with_a_graph_although_its_arithmetic_is_right() {
        assertThat(reason("ld-graph", NOW)).isEqualTo(Reason.KEYWORD_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ld-plain",
                "ld-nonce",
                "ld-domain",
                "ld-expires",
                "ld-expired",
                "ld-all-options",
                "ld-actor-creator",
                "ld-delete"
            })
    void takes_the_same_steps(String vector) {
        JsonObject steps = TestKeys.document(vector + ".steps");
        JsonObject activity = TestKeys.document(vector);

        Canonical options =
                (Canonical) canonicalizer.canonicalize(SignatureObject.options(activity.getJsonObject("signature")));
        Canonical document = (Canonical) canonicalizer.canonicalize(
                JsonText.object(activity).remove("signature").build());

        assertThat(options.nQuads()).isEqualTo(steps.getString("optionsNQuads"));
        assertThat(options.sha256Hex()).isEqualTo(steps.getString("optionsSha256Hex"));
        assertThat(document.nQuads()).isEqualTo(steps.getString("documentNQuads"));
        assertThat(document.sha256Hex()).isEqualTo(steps.getString("documentSha256Hex"));
    }

    @Test
    void reads_a_post_the_same_in_json_and_rdf() {
        JsonObject activity = JsonText.object(TestKeys.document("ld-plain"))
                .remove("signature")
                .build();

        assertThat(canonicalizer.plainReading(activity)).isEqualTo(new PlainReading.Faithful(Set.of(), activity));
    }

    private Reason reason(String vector, Instant now) {
        LdVerdict verdict = signatures.verify(TestKeys.document(vector), TestKeys.publicKey(), now);
        assertThat(verdict).isInstanceOf(Invalid.class);
        return ((Invalid) verdict).reason();
    }
}
