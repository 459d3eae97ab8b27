package dev.linkspan.examples;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;

/** Signs a request as every fediverse server accepts it, and verifies it as a receiver would. No ActivityPub involved. */
public final class SignAndVerify {

    private SignAndVerify() {}

    /** Prints the signature and what the verifier says. */
    public static void main(String[] args) throws Exception {
        System.out.println(run());
    }

    static Verdict run() throws Exception {
        // tag::sign[]
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        SigningKey key = new SigningKey("https://my.example/actor#main-key", keys.getPrivate());
        Body body = Body.of("{\"type\":\"Create\"}");
        HttpMessage.Request request =
                new HttpMessage.Request("POST", URI.create("https://your.example/inbox"), Fields.none());

        Fields signature = RequestSigner.cavage().sign(request, BodyDigest.of(body), key, Instant.now());
        signature.lines().forEach(line -> System.out.println(line.name() + ": " + line.value()));

        HttpMessage.Request received = new HttpMessage.Request("POST", request.targetUri(), signature);
        RequestVerifier verifier = RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.system());
        return verifier.verify(
                received,
                body,
                (keyId, freshness) -> new KeyResolution.Found(
                        new VerificationKey(keyId, keys.getPublic(), "https://my.example/actor"), true));
        // end::sign[]
    }
}
