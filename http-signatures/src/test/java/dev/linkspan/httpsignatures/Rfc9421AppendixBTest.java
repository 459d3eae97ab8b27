package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * RFC 9421 appendix B. B.2.6 stands here in full; the others are read from the shared vectors. The verifier as a whole
 * would refuse most of them: they cover no digest.
 */
class Rfc9421AppendixBTest {

    private static final String B26_INPUT = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
            + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
    private static final String B26_BASE = """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@authority": example.com
            "content-type": application/json
            "content-length": 18
            "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")\
            ;created=1618884473;keyid="test-key-ed25519\"""";
    private static final String B26_SIGNATURE =
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

    private static final Fields REQUEST_FIELDS = Fields.of(
            "Host", "example.com",
            "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
            "Content-Type", "application/json",
            "Content-Length", "18");

    private final SignatureProvider provider = SignatureProvider.fastest();

    @Test
    void builds_signs_and_verifies_b_2_6() throws Exception {
        HttpMessage.Request request = new HttpMessage.Request(
                "POST", URI.create("https://example.com/foo?param=Value&Pet=dog"), REQUEST_FIELDS);

        String base = base(request, input(B26_INPUT));
        byte[] signature = provider.sign(
                SignatureAlgorithm.ED25519, TestKeys.ed25519Signing().key(), bytes(base));

        assertThat(base).isEqualTo(B26_BASE);
        assertThat(Base64.getEncoder().encodeToString(signature)).isEqualTo(B26_SIGNATURE);
        assertThat(provider.verify(
                        SignatureAlgorithm.ED25519, TestKeys.ed25519().key(), bytes(base), signature))
                .isTrue();
        assertThat(provider.verify(
                        SignatureAlgorithm.ED25519, TestKeys.ed25519().key(), bytes(base + " "), signature))
                .isFalse();
    }

    @Test
    void agrees_with_every_case_of_b_2() throws Exception {
        Optional<JsonObject> appendix = Vectors.sharedJson("rfc9421/appendix-b.json");
        if (appendix.isEmpty()) {
            return; // B.2.6 above stands for them
        }
        HttpMessage.Request request =
                parse(appendix.get().getJsonObject("messages").getString("request"));
        for (JsonObject vector : appendix.get().getJsonArray("cases").getValuesAs(JsonObject.class)) {
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.named(vector.getString("alg")).orElseThrow();
            String base = vector.getString("signature_base");
            if (vector.getString("message").equals("request")) {
                assertThat(base(request, input(vector.getString("signature_input"))))
                        .isEqualTo(base);
            }
            JsonObject material = appendix.get().getJsonObject("keys").getJsonObject(vector.getString("key"));
            Key key = material.containsKey("secret_base64")
                    ? new SecretKeySpec(Base64.getDecoder().decode(material.getString("secret_base64")), "HmacSHA256")
                    : TestKeys.publicKey(material.getString("public_pem"));
            byte[] signature = signature(vector.getString("signature"));
            assertThat(provider.verify(algorithm, key, bytes(base), signature))
                    .as(vector.getString("id"))
                    .isTrue();
        }
    }

    @Test
    void agrees_with_b_3_behind_a_proxy() throws Exception {
        Optional<JsonObject> appendix = Vectors.sharedJson("rfc9421/appendix-b.json");
        if (appendix.isEmpty()) {
            return; // the folder with the published vectors is not there
        }
        List<JsonString> blocks =
                appendix.get().getJsonArray("b3_tls_terminating_proxy").getValuesAs(JsonString.class);
        HttpMessage.Request forwarded = parse(blocks.get(4).getString());
        String pem = appendix.get()
                .getJsonObject("keys")
                .getJsonObject("test-key-ecc-p256")
                .getString("public_pem");

        String base = base(
                forwarded, input(forwarded.fields().first("Signature-Input").orElseThrow()));

        assertThat(base).isEqualTo(blocks.get(2).getString());
        assertThat(provider.verify(
                        SignatureAlgorithm.ECDSA_P256_SHA256,
                        TestKeys.publicKey(pem),
                        bytes(base),
                        signature(forwarded.fields().first("Signature").orElseThrow())))
                .isTrue();
    }

    @Test
    void b_4_survives_what_it_does_not_cover_and_nothing_else() throws Exception {
        Optional<JsonObject> appendix = Vectors.sharedJson("rfc9421/appendix-b.json");
        if (appendix.isEmpty()) {
            return; // the folder with the published vectors is not there
        }
        List<JsonString> blocks =
                appendix.get().getJsonArray("b4_transformations").getValuesAs(JsonString.class);
        List<Boolean> verdicts = new ArrayList<>();
        for (int i : new int[] {0, 2, 3, 4, 5, 6}) { // 1 is the signature base of 0
            HttpMessage.Request message = parse(blocks.get(i).getString());
            String base = base(
                    message, input(message.fields().first("Signature-Input").orElseThrow()));
            byte[] signature = signature(message.fields().first("Signature").orElseThrow());
            verdicts.add(provider.verify(
                    SignatureAlgorithm.ED25519, TestKeys.ed25519().key(), bytes(base), signature));
        }

        assertThat(verdicts).containsExactly(true, true, true, true, false, false);
    }

    private static SignatureInput input(String field) throws StructuredFieldException {
        return SignatureInput.of(only(field));
    }

    private static String base(HttpMessage message, SignatureInput input) {
        return ((SignatureBase.Complete) SignatureBase.of(message, input)).text();
    }

    private static byte[] signature(String field) throws StructuredFieldException {
        if (only(field) instanceof Member.Item item
                && item.value() instanceof dev.linkspan.httpsignatures.structured.BareItem.ByteSequence sequence) {
            return Base64.getDecoder().decode(sequence.base64());
        }
        throw new AssertionError(field);
    }

    private static Member only(String field) throws StructuredFieldException {
        Map<String, Member> members = StructuredFieldParser.parseDictionary(List.of(field));
        assertThat(members).hasSize(1);
        return members.values().iterator().next();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpMessage.Request parse(String http) {
        List<String> lines = http.lines().toList();
        String[] start = lines.get(0).split(" ", 3);
        List<Fields.Line> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            if (colon < 0 || line.startsWith("{")) {
                break;
            }
            fields.add(new Fields.Line(line.substring(0, colon), line.substring(colon + 2)));
        }
        Fields all = new Fields(fields);
        return new HttpMessage.Request(
                start[0], URI.create("https://" + all.first("Host").orElseThrow() + start[1]), all);
    }
}
