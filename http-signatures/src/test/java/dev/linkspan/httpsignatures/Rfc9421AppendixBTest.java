package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Coverage.Floor;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.security.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * S-24: RFC 9421 appendix B and the signed messages of §2.4, §3.2 and §4.3 through the public API. The policy demands no
 * coverage and takes a shared secret: several of these signatures cover little, as the RFC says itself.
 */
class Rfc9421AppendixBTest {

    private static final Instant NOW = Instant.ofEpochSecond(1618884490);

    private static final VerificationPolicy POLICY = VerificationPolicy.FEDIVERSE
            .withCoverage(Coverage.of(Floor.NOTHING))
            .withAlgorithms(SignatureAlgorithm.HMAC_SHA256, SignatureAlgorithm.values());

    private static final HttpMessage.Request REQUEST =
            RawMessage.parse(RfcMessages.REQUEST).request();

    /** A case of appendix B.2, with the fields' values and the signature base. */
    private record Case(String id, String algorithm, String input, String signature, String base) {

        RawMessage raw() {
            return RawMessage.parse(isResponse() ? RfcMessages.RESPONSE : RfcMessages.REQUEST)
                    .with("Signature-Input", input)
                    .with("Signature", signature);
        }

        boolean isResponse() {
            return input.contains("@status");
        }

        HttpMessage message() {
            return isResponse() ? raw().response(REQUEST) : raw().request();
        }

        String label() {
            return input.substring(0, input.indexOf('='));
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(
                    "b.2.1",
                    "rsa-pss-sha512",
                    "sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"",
                    "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++"
                            + "wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72r"
                            + "gFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEV"
                            + "PnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:",
                    "\"@signature-params\": ();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z"
                            + "-50gnwp.yemd\""),
            new Case(
                    "b.2.2",
                    "rsa-pss-sha512",
                    "sig-b22=(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");created=16188844"
                            + "73;keyid=\"test-key-rsa-pss\";tag=\"header-example\"",
                    "sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfK"
                            + "tjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuE"
                            + "fY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB"
                            + "4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:",
                    "\"@authority\": example.com\n\"content-digest\": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFCh"
                            + "F41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:\n\"@query-param\";name=\"Pet\": "
                            + "dog\n\"@signature-params\": (\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet"
                            + "\");created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\""),
            new Case(
                    "b.2.3",
                    "rsa-pss-sha512",
                    "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"conte"
                            + "nt-digest\" \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"",
                    "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt"
                            + "683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmv"
                            + "KiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f"
                            + "8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:",
                    "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@query\": ?"
                            + "param=Value&Pet=dog\n\"@authority\": example.com\n\"content-type\": application/json\n\"co"
                            + "ntent-digest\": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNN"
                            + "yealdVLvRwEmTHWXvJwew==:\n\"content-length\": 18\n\"@signature-params\": (\"date\" \"@meth"
                            + "od\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" \"content-len"
                            + "gth\");created=1618884473;keyid=\"test-key-rsa-pss\""),
            new Case(
                    "b.2.4",
                    "ecdsa-p256-sha256",
                    "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=16188"
                            + "84473;keyid=\"test-key-ecc-p256\"",
                    "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32"
                            + "oiasw==:",
                    "\"@status\": 200\n\"content-type\": application/json\n\"content-digest\": sha-512=:mEWXIS7"
                            + "MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:\n\"cont"
                            + "ent-length\": 23\n\"@signature-params\": (\"@status\" \"content-type\" \"content-digest\" "
                            + "\"content-length\");created=1618884473;keyid=\"test-key-ecc-p256\""),
            new Case(
                    "b.2.5",
                    "hmac-sha256",
                    "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-"
                            + "secret\"",
                    "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:",
                    "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@authority\": example.com\n\"content-type\": ap"
                            + "plication/json\n\"@signature-params\": (\"date\" \"@authority\" \"content-type\");created="
                            + "1618884473;keyid=\"test-shared-secret\""),
            new Case(
                    "b.2.6",
                    "ed25519",
                    "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\""
                            + ");created=1618884473;keyid=\"test-key-ed25519\"",
                    "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPp"
                            + "BKRCw==:",
                    "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority"
                            + "\": example.com\n\"content-type\": application/json\n\"content-length\": 18\n\"@signature-"
                            + "params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length"
                            + "\");created=1618884473;keyid=\"test-key-ed25519\""));

    @Test
    void builds_every_base_of_b_2() throws Exception {
        for (Case rfc : CASES) {
            SignatureInput input =
                    SignatureInput.parse(rfc.input().substring(rfc.label().length() + 1));

            assertThat(SignatureBase.of(rfc.message(), input))
                    .as(rfc.id())
                    .isEqualTo(new SignatureBase.Complete(rfc.base()));
        }
    }

    @Test
    void verifies_every_case_of_b_2_and_nothing_changed() {
        for (Case rfc : CASES) {
            Body body = rfc.raw().body();

            assertThat(verify(rfc.message(), body).overall()).as(rfc.id()).isInstanceOf(Verdict.Valid.class);
            HttpMessage other = rfc.message().with(Fields.of("Content-Type", "text/plain"));
            boolean coversType = rfc.input().contains("content-type");
            assertThat(verify(other, body).overall() instanceof Verdict.Valid)
                    .as(rfc.id())
                    .isEqualTo(!coversType);
            Map<String, Key> swapped = Map.of(keyOf(rfc), TestKeys.rsaPublic());
            assertThat(MessageVerifier.of(POLICY, InstantSource.fixed(NOW))
                            .verify(rfc.message(), body, RfcKeys.resolver(swapped))
                            .overall())
                    .as(rfc.id())
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    private static String keyOf(Case rfc) {
        int start = rfc.input().indexOf("keyid=\"") + 7;
        return rfc.input().substring(start, rfc.input().indexOf('"', start));
    }

    @Test
    void makes_the_deterministic_signatures_of_b_2_5_and_b_2_6() {
        Case hmac = CASES.get(4);
        SigningKey secret = new SigningKey("test-shared-secret", RfcKeys.secret(), SignatureAlgorithm.HMAC_SHA256);
        Case ed25519 = CASES.get(5);
        SigningKey key =
                new SigningKey("test-key-ed25519", TestKeys.ed25519Signing().key(), SignatureAlgorithm.ED25519);

        assertThat(sign(hmac, secret, "date", "@authority", "content-type"))
                .isEqualTo(Fields.of("Signature-Input", hmac.input(), "Signature", hmac.signature()));
        assertThat(sign(ed25519, key, "date", "@method", "@path", "@authority", "content-type", "content-length"))
                .isEqualTo(Fields.of("Signature-Input", ed25519.input(), "Signature", ed25519.signature()));
    }

    private static Fields sign(Case rfc, SigningKey key, String... components) {
        SigningProfile profile = SigningProfile.covering(List.of(components).stream()
                        .map(ComponentIdentifier::field)
                        .toArray(ComponentIdentifier[]::new))
                .withLabel(rfc.label())
                .withoutAlg();
        return MessageSigner.of(profile).sign(REQUEST, key, Instant.ofEpochSecond(1618884473));
    }

    @Test
    void verifies_requests_and_responses_of_2_4_and_3_2() {
        HttpMessage.Request plain = RawMessage.parse(RfcMessages.REQUEST_2_4).request();
        RawMessage signed = RawMessage.parse(RfcMessages.SIGNED_REQUEST_2_4);
        RawMessage first = RawMessage.parse(RfcMessages.RESPONSE_2_4);
        RawMessage second = RawMessage.parse(RfcMessages.SECOND_RESPONSE_2_4);
        RawMessage verifying = RawMessage.parse(RfcMessages.REQUEST_3_2);

        assertValid(verify(first.response(plain), first.body()));
        assertValid(verify(signed.request(), signed.body()));
        assertValid(verify(second.response(signed.request()), second.body()));
        assertValid(verify(verifying.request(), verifying.body()));
        HttpMessage.Request another = new HttpMessage.Request("GET", plain.targetUri(), plain.fields());
        assertThat(verify(first.response(another), first.body()).overall()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void verifies_the_proxys_signature_of_4_3_beside_one_that_it_broke() {
        RawMessage sent = RawMessage.parse(RfcMessages.REQUEST_4_3);
        RawMessage proxied = RawMessage.parse(RfcMessages.PROXIED_4_3);

        assertValid(verify(sent.request(), sent.body()));
        MessageVerdict verdict = verify(proxied.request(), proxied.body());
        assertValid(verdict);
        assertThat(verdict.of("proxy_sig").orElseThrow()).isInstanceOf(Verdict.Valid.class);
        Verdicts.assertInvalid(verdict.of("sig1").orElseThrow(), Verdict.Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void verifies_b_3_behind_a_proxy() {
        RawMessage forwarded = RawMessage.parse(RfcMessages.PROXIED_B_3);

        assertValid(verify(forwarded.request(), forwarded.body()));
    }

    @Test
    void b_4_survives_what_it_does_not_cover_and_nothing_else() {
        String signed = RfcMessages.SIGNED_B_4;

        for (String kept : List.of(
                signed,
                signed.replace("Name2=value2", "Name2=value2&param=added")
                        .replace("Accept: */*", "Accept: */*\nAccept-Language: en-US,en;q=0.5"),
                signed.replace("Accept: application/json\nAccept: */*", "Accept: application/json, */*")
                        .replace("Date: Fri, 15 Jul 2022 14:24:55 GMT", "Referer: https://developer.example.org/demo"),
                signed.replace(
                        "Host: example.org\nDate: Fri, 15 Jul 2022 14:24:55 GMT\nAccept: application/json\nAccept: */*",
                        "Accept: application/json\nAccept: */*\nDate: Fri, 15 Jul 2022 14:24:55 GMT\nHost: example.org"))) {
            assertValid(verify(RawMessage.parse(kept).request(), Body.none()));
        }
        for (String broken : List.of(
                signed.replace("GET", "POST").replace("Host: example.org", "Host: example.com"),
                signed.replace("Accept: application/json\nAccept: */*", "Accept: */*\nAccept: application/json"))) {
            assertThat(verify(RawMessage.parse(broken).request(), Body.none()).overall())
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void agrees_with_the_published_files() throws Exception {
        Optional<JsonObject> appendix = Vectors.sharedJson("rfc9421/appendix-b.json");
        if (appendix.isEmpty()) {
            return; // the same facts stand above
        }
        List<Case> published = new ArrayList<>();
        for (JsonObject vector : appendix.get().getJsonArray("cases").getValuesAs(JsonObject.class)) {
            published.add(new Case(
                    vector.getString("id"),
                    vector.getString("alg"),
                    vector.getString("signature_input"),
                    vector.getString("signature"),
                    vector.getString("signature_base")));
        }
        List<JsonString> transformed =
                appendix.get().getJsonArray("b4_transformations").getValuesAs(JsonString.class);
        List<Boolean> verdicts = new ArrayList<>();
        for (int i : new int[] {0, 2, 3, 4, 5, 6}) { // 1 is the signature base of 0
            RawMessage message = RawMessage.parse(transformed.get(i).getString());
            verdicts.add(verify(message.request(), message.body()).overall() instanceof Verdict.Valid);
        }

        assertThat(published).isEqualTo(CASES);
        assertThat(verdicts).containsExactly(true, true, true, true, false, false);
    }

    @Test
    void takes_the_algorithm_of_each_case_and_no_other() {
        for (Case rfc : CASES) {
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.named(rfc.algorithm()).orElseThrow();
            EnumSet<SignatureAlgorithm> others = EnumSet.complementOf(EnumSet.of(algorithm));
            VerificationPolicy without =
                    POLICY.withAlgorithms(others.iterator().next(), others.toArray(SignatureAlgorithm[]::new));

            assertThat(MessageVerifier.of(POLICY.withAlgorithms(algorithm), InstantSource.fixed(NOW))
                            .verify(rfc.message(), rfc.raw().body(), RfcKeys.resolver())
                            .overall())
                    .as(rfc.id())
                    .isInstanceOf(Verdict.Valid.class);
            assertThat(MessageVerifier.of(without, InstantSource.fixed(NOW))
                            .verify(rfc.message(), rfc.raw().body(), RfcKeys.resolver())
                            .overall())
                    .as(rfc.id())
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    private static MessageVerdict verify(HttpMessage message, Body body) {
        return MessageVerifier.of(POLICY, InstantSource.fixed(NOW)).verify(message, body, RfcKeys.resolver());
    }

    private static void assertValid(MessageVerdict verdict) {
        assertThat(verdict.overall()).isInstanceOf(Verdict.Valid.class);
    }
}
