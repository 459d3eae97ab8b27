package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our own vectors, {@code vectors/linkspan/http-*.json}. */
class GoldenVectorTest {

    private static final Instant MADE = Instant.parse("2026-09-01T10:00:02Z");
    private static final URI INBOX = URI.create("https://receiver.example/inbox");

    private final Body body = Body.of(Vectors.own("ld-plain.json"));

    @Test
    void signs_the_universal_profile_byte_for_byte() {
        JsonObject headers = Vectors.ownJson("http-cavage-post.json").getJsonObject("headers");
        HttpMessage.Request message =
                new HttpMessage.Request("POST", INBOX, Fields.of("Content-Type", headers.getString("Content-Type")));

        Fields added = RequestSigner.cavage().sign(message, BodyDigest.of(body), TestKeys.rsaSigning(), MADE);

        assertThat(added)
                .isEqualTo(Fields.of(
                        "Host", "receiver.example",
                        "Date", "Tue, 01 Sep 2026 10:00:02 GMT",
                        "Digest", "SHA-256=8gGav4POD+ewykxd3vPS7G6yEjGoiuHuNSxtS+KyYz8=",
                        "Signature", headers.getString("Signature")));
    }

    @Test
    void verifies_the_cavage_vector() {
        JsonObject vector = Vectors.ownJson("http-cavage-post.json");

        Verdict verdict = verify(new HttpMessage.Request("POST", INBOX, fields(vector)), MADE.plusSeconds(3500));

        assertThat(verdict)
                .isEqualTo(new Verdict.Valid(
                        TestKeys.rsa(),
                        SignatureScheme.CAVAGE,
                        List.of("(request-target)", "host", "date", "digest"),
                        MADE));
    }

    @Test
    void verifies_the_rfc9421_vector() {
        JsonObject vector = Vectors.ownJson("http-rfc9421-post.json");

        Verdict verdict = verify(new HttpMessage.Request("POST", INBOX, fields(vector)), MADE);

        assertThat(verdict)
                .isEqualTo(new Verdict.Valid(
                        TestKeys.rsa(),
                        SignatureScheme.RFC9421,
                        List.of("@method", "@target-uri", "content-digest"),
                        MADE));
    }

    private Verdict verify(HttpMessage.Request message, Instant now) {
        return RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.fixed(now))
                .verify(message, body, TestKeys.knowing(TestKeys.rsa()));
    }

    private static Fields fields(JsonObject vector) {
        List<Fields.Line> lines = new ArrayList<>();
        JsonObject headers = vector.getJsonObject("headers");
        headers.keySet().forEach(name -> lines.add(new Fields.Line(name, headers.getString(name))));
        return new Fields(lines);
    }
}
