package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/** The one POST that was signed: whatever verifies must be this. The key is that of RFC 9421 appendix B.1.4. */
final class Genuine {

    static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");
    static final String BODY = "{\"type\":\"Create\"}";

    private static final URI TARGET = URI.create("https://relay.example/inbox");
    static final PublicKey PUBLIC = publicKey("""
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
            -----END PUBLIC KEY-----
            """);
    static final SigningKey KEY = new SigningKey("https://origin.example/users/a#main-key", privateKey("""
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
            -----END PRIVATE KEY-----
            """));
    /** The key under whatever id. */
    static final KeyResolver KEYS =
            (keyId, freshness) -> new KeyResolution.Found(new VerificationKey(keyId, PUBLIC, keyId), false);

    private static final RequestVerifier VERIFIER = RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> NOW);

    private Genuine() {}

    static HttpMessage.Request signedBy(RequestSigner signer) {
        HttpMessage.Request unsigned = new HttpMessage.Request("POST", TARGET, Fields.none());
        Fields fields = signer.sign(unsigned, BodyDigest.of(Body.of(BODY)), KEY, NOW);
        return unsigned.withFields(fields.contains("Host") ? fields : fields.with("Host", "relay.example"));
    }

    /** Verifies, and fails if what verifies differs in anything that the signature covers. */
    static void verify(HttpMessage.Request message, Body body) {
        RequestVerifier.claimedKeyIds(message);
        Verdict verdict = verdict(message, body);
        if (verdict instanceof Verdict.Valid
                && !(message.method().equalsIgnoreCase("POST")
                        && message.authority().equals("relay.example")
                        && message.path().equals("/inbox")
                        && body.text().equals(BODY))) {
            throw new AssertionError("verifies, but nobody signed it: " + message);
        }
    }

    static Verdict verdict(HttpMessage.Request message, Body body) {
        return VERIFIER.verify(message, body, KEYS);
    }

    static PublicKey publicKey(String pem) {
        try {
            return PemKeys.readPublic(pem);
        } catch (KeyFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey privateKey(String pem) {
        try {
            return PemKeys.readPrivate(pem);
        } catch (KeyFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
