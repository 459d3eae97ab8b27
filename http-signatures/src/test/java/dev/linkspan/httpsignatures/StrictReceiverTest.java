package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our outgoing fields before the strictest receivers of reference/servers.md §1.1 and §2. */
class StrictReceiverTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");

    @Test
    void sends_a_post_that_the_strictest_parsers_read() {
        HttpMessage.Request message =
                new HttpMessage.Request("POST", URI.create("https://Receiver.Example:443/inbox"), Fields.none());

        Fields added = RequestSigner.cavage().sign(message, BodyDigest.of(Body.of("{}")), TestKeys.rsaSigning(), NOW);

        assertThat(added.lines()).extracting(Fields.Line::name).containsExactly("Host", "Date", "Digest", "Signature");
        assertThat(added.first("Host")).contains("receiver.example");
        assertThat(added.first("Date")).contains("Tue, 01 Sep 2026 10:00:02 GMT");
        Map<String, String> parameters = parseStrictly(added.first("Signature").orElseThrow());
        assertThat(parameters.keySet()).containsExactly("keyId", "algorithm", "headers", "signature");
        assertThat(parameters)
                .containsEntry("keyId", TestKeys.KEY_ID)
                .containsEntry("algorithm", "rsa-sha256")
                .containsEntry("headers", "(request-target) host date digest");
    }

    @Test
    void sends_a_get_with_its_query_signed_and_its_port_named() {
        HttpMessage.Request message = new HttpMessage.Request(
                "GET", URI.create("http://receiver.example:8080/users/a?page=true"), Fields.none());

        Fields added = RequestSigner.cavage().sign(message, TestKeys.rsaSigning(), NOW);

        Map<String, String> parameters = parseStrictly(added.first("Signature").orElseThrow());
        assertThat(added.lines()).extracting(Fields.Line::name).containsExactly("Host", "Date", "Signature");
        assertThat(added.first("Host")).contains("receiver.example:8080");
        assertThat(parameters).containsEntry("headers", "(request-target) host date");
        Verdict verdict = RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> NOW)
                .verify(
                        new HttpMessage.Request(message.method(), message.targetUri(), added),
                        Body.none(),
                        TestKeys.knowing(TestKeys.rsa()));
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void writes_the_first_days_of_a_month_with_two_digits() {
        Fields added = RequestSigner.cavage()
                .sign(
                        new HttpMessage.Request("GET", URI.create("https://a.example/"), Fields.none()),
                        TestKeys.rsaSigning(),
                        Instant.parse("1994-11-06T08:49:37Z"));

        // The example of RFC 9110 §5.6.7.
        assertThat(added.first("Date")).contains("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void sends_rfc9421_with_the_algorithm_of_the_key() {
        for (SigningKey key : List.of(TestKeys.rsaSigning(), TestKeys.ed25519Signing())) {
            boolean rsa = key.key().getAlgorithm().equals("RSA");
            HttpMessage.Request message =
                    new HttpMessage.Request("POST", URI.create("https://receiver.example/inbox"), Fields.none());
            Body body = Body.of("{}");

            Fields added = RequestSigner.rfc9421().sign(message, BodyDigest.of(body), key, NOW);

            assertThat(added.lines())
                    .extracting(Fields.Line::name)
                    .containsExactly("Content-Digest", "Signature-Input", "Signature");
            assertThat(added.first("Signature-Input"))
                    .contains("sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1788256802;keyid=\""
                            + TestKeys.KEY_ID + "\";alg=\"" + (rsa ? "rsa-v1_5-sha256" : "ed25519") + "\"");
            Verdict verdict = RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> NOW)
                    .verify(
                            new HttpMessage.Request("POST", message.targetUri(), added),
                            body,
                            TestKeys.knowing(rsa ? TestKeys.rsa() : TestKeys.ed25519()));
            assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void the_strict_parser_is_strict() {
        for (String field : List.of(
                "keyId=\"k\", algorithm=\"rsa-sha256\",headers=\"date\",signature=\"AAAA\"",
                "keyId=\"k\",algorithm=\"rsa-sha256\",headers=\"date\",signature=\"AAAA\",created=1",
                "keyId=\"k\",algorithm=\"rsa-sha256\",headers=\"date\",signature=AAAA",
                "keyId=\"k\",headers=\"date\",signature=\"AAAA\"")) {
            assertThatThrownBy(() -> parseStrictly(field)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Splits at commas, trims nothing, cuts the quotes off, knows four names and wants each. */
    private static Map<String, String> parseStrictly(String field) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : List.of(field.split(",", -1))) {
            int equals = parameter.indexOf('=');
            String name = parameter.substring(0, equals);
            String value = parameter.substring(equals + 1);
            boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
            if (!quoted
                    || !List.of("keyId", "algorithm", "headers", "signature").contains(name)) {
                throw new IllegalArgumentException(parameter);
            }
            parameters.put(name, value.substring(1, value.length() - 1));
        }
        if (parameters.size() != 4) {
            throw new IllegalArgumentException(field);
        }
        return parameters;
    }
}
