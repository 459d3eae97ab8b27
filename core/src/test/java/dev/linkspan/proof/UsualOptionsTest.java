package dev.linkspan.proof;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.Canonicalization;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way must give what JSON-LD processing gives, or leave it to that. */
class UsualOptionsTest {

    private final Canonicalizer canonicalizer = new Canonicalizer();

    @ParameterizedTest
    @CsvSource({
        "https://origin.example/users/a#main-key, 2026-09-01T10:00:01Z",
        "http://origin.example/users/a, 2026-09-01T10:00:01.789Z",
        "https://origin.example:8443/users/a?x=1&y=%20'(2)#main-key, 2026-09-01T12:00:01+02:00",
        "https://origin.example/dc:creator, 2026-09-01T12:00:01",
        "https://@sec:x@[2001:db8::1]/~a/#, 2026-09-01T10:00:01-00:00",
    })
    void gives_what_processing_gives(String creator, String created) {
        JsonObject options = options(creator, created);

        assertThat(UsualOptions.nQuads(options)
                        .map(Canonicalization.Canonical::of)
                        .map(Canonicalization.class::cast))
                .contains(canonicalizer.canonicalize(options));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acct:a@origin.example",
                "dc:creator",
                "did:key:z6Mk",
                "https:/a",
                "https://a/ü",
                "https://a/ b",
                "https://a/<b>",
                "HTTPS://a/",
                "/users/a",
                "id"
            })
    void leaves_unusual_creators_to_processing(String creator) {
        assertThat(UsualOptions.nQuads(options(creator, "2026-09-01T10:00:01Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-01T10:00:01Z[UTC]", "2026-09-01t10:00:01z", "2026-09-01T10:00:01Z\" .", "\n", "٢"})
    void leaves_unusual_times_to_processing(String created) {
        assertThat(UsualOptions.nQuads(options("https://origin.example/users/a", created)))
                .isEmpty();
    }

    @Test
    void leaves_more_and_other_members_to_processing() {
        assertThat(UsualOptions.nQuads(json("""
                {"@context": "https://w3id.org/identity/v1", "creator": "https://a.example/", "created": "2026-09-01T10:00:01Z",
                 "nonce": "1"}"""))).isEmpty();
        assertThat(UsualOptions.nQuads(json("""
                {"@context": "https://w3id.org/identity/v1", "creator": ["https://a.example/"],
                 "created": "2026-09-01T10:00:01Z"}"""))).isEmpty();
        assertThat(UsualOptions.nQuads(json("""
                {"@context": "https://w3id.org/identity/v1", "creator": "https://a.example/",
                 "expires": "2026-09-01T10:00:01Z"}"""))).isEmpty();
        assertThat(UsualOptions.nQuads(options("https://a.example/" + "a".repeat(2048), "2026-09-01T10:00:01Z")))
                .isEmpty();
    }

    private static JsonObject options(String creator, String created) {
        return SignatureObject.options(JsonText.object()
                .add("type", "RsaSignature2017")
                .add("creator", creator)
                .add("created", created)
                .build());
    }
}
