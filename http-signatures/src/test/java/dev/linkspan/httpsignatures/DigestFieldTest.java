package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.DigestField.Match;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of RFC 9530: digests of contents and representations, and what is wanted. */
class DigestFieldTest {

    /** Appendix B.1: the representation. */
    private static final Body HELLO = Body.of("{\"hello\": \"world\"}\n");

    /**
     * The same compressed by Brotli. Appendix B.4 and B.6 print another stream, which begins with 8b 08; the digests that
     * they state are of this one.
     */
    private static final Body BROTLI = brotli("0b09");

    private static final Body PRINTED_BROTLI = brotli("8b08");

    /** Appendix B.3. */
    private static final Body PART = Body.of("\"world\"}\n");

    private static final String HELLO_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private static final String HELLO_512 =
            "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";
    private static final String BROTLI_256 = "sha-256=:d435Qo+nKZ+gLcUHn7GQtQ72hiBVAgqoLsZnZPiTGPk=:";
    private static final String BROTLI_512 =
            "sha-512=:db7fdBbgZMgX1Wb2MjA8zZj+rSNgfmDCEEXM8qLWfpfoNY0sCpHAzZbj09X1/7HAb7Od5Qfto4QpuBsFbUO3dQ==:";
    private static final String PART_256 = "sha-256=:jjcgBDWNAtbYUXI37CVG3gRuGOAjaaDRGpIUFsdyepQ=:";
    private static final String EMPTY_256 = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    private static Body brotli(String start) {
        return Body.of(HexFormat.of().parseHex(start + "807b2268656c6c6f223a2022776f726c64227d0a03"));
    }

    @Test
    void matches_the_digests_of_appendix_b() throws Exception {
        Map<String, Body> examples = new LinkedHashMap<>();
        examples.put(HELLO_256, HELLO); // B.1, B.4, B.5, B.6, B.11, C.1
        examples.put(HELLO_512, HELLO); // section 2, 3, C.2
        examples.put(EMPTY_256, Body.none()); // B.2
        examples.put(PART_256, PART); // B.3
        examples.put(BROTLI_256, BROTLI); // B.4, B.5
        examples.put(BROTLI_256 + "," + BROTLI_512, BROTLI); // B.6
        examples.put("sha-256=:mEkdbO7Srd9LIOegftO0aBX+VPTVz7/CSHes2Z27gc4=:", Body.of("{\"title\": \"New Title\"}\n"));
        examples.put("sha-256=:uVSlinTTdQUwm2On4k8TJUikGN1bf/Ds8WPX4oe0h9I=:", Body.of("""
                {
                  "id": "123",
                  "title": "New Title"
                }
                """)); // B.7, B.9
        examples.put("sha-256=:yXIGDTN5VrfoyisKlXgRKUHHMs35SNtyC3szSz1dbO8=:", Body.of("""
                {
                  "status": "created",
                  "id": "123",
                  "ts": 1569327729,
                  "instance": "/books/123"
                }
                """)); // B.8
        examples.put("sha-256=:EXB0S2VF2H7ijkAVJkH1Sm0pBho0iDZcvVUHHXTTZSA=:", Body.of("""
                {
                  "title": "Not Found",
                  "detail": "Cannot PATCH a non-existent resource",
                  "status": 404
                }
                """)); // B.10

        for (Map.Entry<String, Body> example : examples.entrySet()) {
            DigestField field = DigestField.parse(List.of(example.getKey()));
            assertThat(field.matches(example.getValue())).as(example.getKey()).isEqualTo(Match.MATCHES);
            assertThat(field.matches(Body.of("x"))).as(example.getKey()).isEqualTo(Match.DIFFERS);
            assertThat(field.serialize()).isEqualTo(example.getKey().replace(",", ", "));
        }
        assertThat(DigestField.parse(List.of(BROTLI_256)).matches(PRINTED_BROTLI))
                .isEqualTo(Match.DIFFERS);
        // B.5, B.6, B.11 and C.1 print the padding twice, which is not base64; the bytes before it are right.
        assertThatThrownBy(() -> DigestField.parse(List.of(HELLO_256.replace("=:", "==:"))))
                .isInstanceOf(StructuredFieldException.class);
    }

    @Test
    void says_when_no_algorithm_is_known_and_lets_none_lie() throws Exception {
        assertThat(DigestField.parse(List.of("unixsum=:AAAA:")).matches(HELLO)).isEqualTo(Match.NOT_KNOWN);
        assertThat(DigestField.parse(List.of("unixsum=:AAAA:", HELLO_256)).matches(HELLO))
                .isEqualTo(Match.MATCHES);
        assertThat(DigestField.parse(List.of(HELLO_256, BROTLI_512)).matches(HELLO))
                .isEqualTo(Match.DIFFERS);
    }

    @Test
    void writes_digests_that_it_computes() {
        BodyDigest sha256 = BodyDigest.of(HELLO);
        BodyDigest sha512 = BodyDigest.of(DigestAlgorithm.SHA_512, HELLO);

        assertThat(sha256.contentDigestField()).isEqualTo(HELLO_256);
        assertThat(sha512.contentDigestField()).isEqualTo(HELLO_512);
        assertThat(sha512.digestField()).startsWith("SHA-512=YMAam51Jz");
        assertThat(DigestField.of(sha256, sha512).serialize()).isEqualTo(HELLO_256 + ", " + HELLO_512);
    }

    @Test
    void refuses_what_is_no_digest_field() {
        StringBuilder many = new StringBuilder("a=:AAAA:");
        for (int i = 0; i < 16; i++) {
            many.append(", a").append(i).append("=:AAAA:");
        }
        for (String value : List.of("sha-256", "sha-256=abc", "sha-256=(:AAAA:)", "sha-256=:", many.toString())) {
            assertThatThrownBy(() -> DigestField.parse(List.of(value)))
                    .as(value)
                    .isInstanceOf(StructuredFieldException.class);
        }
    }

    // Section 4 and appendix C
    @Test
    void chooses_what_is_wanted_most_of_what_is_known() throws Exception {
        assertThat(choice("sha-256=1")).contains(DigestAlgorithm.SHA_256);
        assertThat(choice("sha-512=3, sha-256=10, unixsum=0")).contains(DigestAlgorithm.SHA_256);
        assertThat(choice("sha-256=3, sha=10")).contains(DigestAlgorithm.SHA_256); // C.1
        assertThat(choice("sha=10")).isEmpty(); // C.2, C.3
        assertThat(choice("sha-512=9, sha-256=0")).contains(DigestAlgorithm.SHA_512);
        assertThat(choice("sha-512=5, sha-256=5")).contains(DigestAlgorithm.SHA_512);
        assertThat(choice("sha-256=0")).isEmpty();
        assertThat(DigestPreferences.parse(List.of("sha-512=3", "sha-256=10,unixsum=0"))
                        .serialize())
                .isEqualTo("sha-512=3, sha-256=10, unixsum=0");
        for (String value : List.of("sha-256", "sha-256=11", "sha-256=-1", "sha-256=1.0", "sha-256=(1)", "=1")) {
            assertThatThrownBy(() -> choice(value)).as(value).isInstanceOf(StructuredFieldException.class);
        }
        assertThatThrownBy(() -> new DigestPreferences(Map.of("sha-256", 11)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0..10");
    }

    private static Optional<DigestAlgorithm> choice(String value) throws StructuredFieldException {
        return DigestPreferences.parse(List.of(value)).choose();
    }

    @Test
    void agrees_with_the_published_blocks() throws Exception {
        Optional<JsonArray> blocks = Vectors.sharedArray("rfc9530/digest-examples.json");
        if (blocks.isEmpty()) {
            return; // the same facts stand above
        }
        int checked = 0;
        int misprinted = 0;
        for (JsonObject block : blocks.get().getValuesAs(JsonObject.class)) {
            for (String line : block.getString("text").lines().toList()) {
                int colon = line.indexOf(": ");
                String name = colon < 0 ? "" : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 2).replace("\\r\\n", "");
                if (name.startsWith("Want-")) {
                    assertThat(DigestPreferences.parse(List.of(value)).serialize())
                            .isEqualTo(value);
                    checked++;
                } else if (name.endsWith("-Digest") && value.contains("Dg==:")) {
                    assertThatThrownBy(() -> DigestField.parse(List.of(value)))
                            .isInstanceOf(StructuredFieldException.class);
                    misprinted++;
                } else if (name.endsWith("-Digest")) {
                    assertThat(DigestField.parse(List.of(value)).serialize().replace(", ", ","))
                            .isEqualTo(value);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(31);
        assertThat(misprinted).isEqualTo(4);
    }
}
