package dev.linkspan.examples;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;

/** Verifies a received request, whichever of the two grammars its signature uses. No ActivityPub involved. */
final class VerifyRequest {

    private VerifyRequest() {}

    // tag::verify[]
    static String verify(HttpMessage.Request received, Body body, Path pem) throws Exception {
        PublicKey publicKey = PemKeys.readPublic(Files.readString(pem));
        KeyResolver keys = (keyId, freshness) ->
                new KeyResolution.Found(new VerificationKey(keyId, publicKey, "https://my.example/actor"), true);
        RequestVerifier verifier = RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.system());
        return switch (verifier.verify(received, body, keys)) {
            case Verdict.Valid valid -> "202 signed by " + valid.key().controller();
            case Verdict.Invalid invalid -> "401 " + invalid.reason() + ": " + invalid.detail();
            case Verdict.KeyMissing missing -> "401 " + missing.missing().detail();
        };
    }
    // end::verify[]
}
