package dev.linkspan.httpsignatures;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A request signed as the test says, by the JDK alone: strings are spelled out, nothing of our signer is used. */
final class TestRequest {

    static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");
    static final String DATE = "Tue, 01 Sep 2026 10:00:02 GMT";
    static final String BODY = "{\"type\":\"Create\"}";
    /** SHA-256 of {@link #BODY}, by {@code openssl dgst -sha256 -binary | base64}. */
    static final String SHA256 = "JeE18werLvQnEoHViKDam+ZK1D8E27TBC2kIISI7pIY=";
    /** SHA-512 of {@link #BODY}. */
    static final String SHA512 =
            "2Zff58xsFuebfSQtprwv7ZmmVBQR8ep5Pjta8geJjAeRVjpp/hbJaMWfWo9jglZ5krZKPk4c3ig1De/c5z0+4w==";

    private String method = "POST";
    private URI targetUri = URI.create("https://relay.example/inbox");
    private Fields fields = Fields.none();
    private Body body = Body.of(BODY);
    private String algorithm = "SHA256withRSA";
    private SigningKey key = TestKeys.rsaSigning();

    /** A POST with Host, Date and Digest. */
    static TestRequest post() {
        return new TestRequest()
                .with("Host", "relay.example")
                .with("Date", DATE)
                .with("Digest", "SHA-256=" + SHA256)
                .with("Content-Digest", "sha-256=:" + SHA256 + ":");
    }

    /** A GET with Host and Date. */
    static TestRequest get(String uri) {
        TestRequest request = new TestRequest().with("Host", "relay.example").with("Date", DATE);
        request.method = "GET";
        request.targetUri = URI.create(uri);
        request.body = Body.none();
        return request;
    }

    TestRequest with(String name, String value) {
        fields = fields.with(name, value);
        return this;
    }

    TestRequest without(String name) {
        List<Fields.Line> kept = new ArrayList<>(fields.lines());
        kept.removeIf(line -> line.name().equalsIgnoreCase(name));
        fields = new Fields(kept);
        return this;
    }

    TestRequest replacing(String name, String value) {
        return without(name).with(name, value);
    }

    TestRequest method(String method) {
        this.method = method;
        return this;
    }

    TestRequest target(String uri) {
        this.targetUri = URI.create(uri);
        return this;
    }

    TestRequest body(String body) {
        this.body = Body.of(body);
        return this;
    }

    TestRequest key(SigningKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
        return this;
    }

    /** Adds a cavage Signature field; {@code %s} in the parameters becomes the signature of the base's lines. */
    TestRequest cavage(String parameters, String... baseLines) {
        return with("Signature", parameters.formatted(sign(String.join("\n", baseLines))));
    }

    /** The same with the usual four parameters. */
    TestRequest cavageCovering(String headers, String... baseLines) {
        return cavage(
                "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"rsa-sha256\",headers=\"" + headers
                        + "\",signature=\"%s\"",
                baseLines);
    }

    /** Adds Signature-Input and Signature for one label; the input without its label. */
    TestRequest rfc9421(String label, String input, String... baseLines) {
        List<String> lines = new ArrayList<>(List.of(baseLines));
        lines.add("\"@signature-params\": " + input);
        return with("Signature-Input", label + "=" + input)
                .with("Signature", label + "=:" + sign(String.join("\n", lines)) + ":");
    }

    TestRequest renamingSignatureToAuthorization() {
        String signature = fields.first("Signature").orElseThrow();
        return without("Signature").with("Authorization", "Signature " + signature);
    }

    HttpMessage.Request message() {
        return new HttpMessage.Request(method, targetUri, fields);
    }

    Verdict verify() {
        return verify(TestKeys.knowing(TestKeys.rsa()));
    }

    Verdict verify(KeyResolver keys) {
        return verify(NOW, keys);
    }

    Verdict verify(Instant now, KeyResolver keys) {
        return Agreement.verify(VerificationPolicy.FEDIVERSE, now, message(), body, keys);
    }

    Body body() {
        return body;
    }

    private String sign(String base) {
        return Base64.getEncoder().encodeToString(sign(algorithm, (PrivateKey) key.key(), base));
    }

    static byte[] sign(String algorithm, PrivateKey key, String base) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(base.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
