package dev.linkspan.web;

import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/** Somebody with an actor and a key. */
record Peer(String actor, KeyPair keys) {

    private static final KeyPair SHARED = generate();

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Peer at(String actor) {
        return new Peer(actor, SHARED);
    }

    String keyId() {
        return actor + "#main-key";
    }

    /** The actor's document. */
    String document() {
        return """
                {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"%s",\
                "type":"Person","inbox":"%s/inbox","publicKey":{"id":"%s","owner":"%s","publicKeyPem":"%s"}}""".formatted(
                actor, actor, keyId(), actor, PemKeys.write(keys.getPublic()).replace("\n", "\\n"));
    }

    /** A signed POST of this body to the relay's inbox. */
    WebRequest post(String json, Instant at) {
        return post(json, at, keyId());
    }

    WebRequest post(String json, Instant at, String keyId) {
        Body body = Body.of(json);
        HttpMessage.Request message = new HttpMessage.Request(
                "POST",
                URI.create("https://relay.example/inbox"),
                Fields.of("Content-Type", "application/activity+json"));
        Fields signed =
                RequestSigner.cavage().sign(message, BodyDigest.of(body), new SigningKey(keyId, keys.getPrivate()), at);
        return new WebRequest("POST", "/inbox", message.fields().with(signed), body, "192.0.2.1");
    }

    /** A POST of this body to any inbox, signed. */
    OutgoingRequest postTo(String inbox, String json, Instant at) {
        Body body = Body.of(json);
        HttpMessage.Request message = new HttpMessage.Request(
                "POST", URI.create(inbox), Fields.of("Content-Type", "application/activity+json"));
        Fields signed = RequestSigner.cavage()
                .sign(message, BodyDigest.of(body), new SigningKey(keyId(), keys.getPrivate()), at);
        return new OutgoingRequest(
                "POST", message.targetUri(), message.fields().with(signed), body, Duration.ofSeconds(5), 1 << 20);
    }
}
