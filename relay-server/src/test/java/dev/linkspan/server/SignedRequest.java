package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;

/** A signed request as it goes over the wire, and the key that made it. */
final class SignedRequest {

    static final String AT = "2026-09-01T10:00:02Z";
    static final String ACTOR = "https://origin.example/users/a";
    static final String KEY_ID = ACTOR + "#main-key";
    static final String BODY = """
            {"@context":"https://www.w3.org/ns/activitystreams","id":"https://origin.example/1","type":"Create",\
            "actor":"https://origin.example/users/a","object":"https://origin.example/note/1"}""";
    static final KeyPair PAIR = KeyPairs.rsa2048();
    static final KeyPair OTHER = KeyPairs.rsa2048();

    private SignedRequest() {}

    static String cavage() {
        return signed(RequestSigner.cavage(), "https://relay.example/inbox", BODY);
    }

    static String rfc9421() {
        return signed(RequestSigner.rfc9421(), "https://relay.example/inbox", BODY);
    }

    static String signed(RequestSigner signer, String target, String body) {
        Fields type = Fields.of("Content-Type", "application/activity+json");
        HttpMessage.Request message = new HttpMessage.Request("POST", URI.create(target), type);
        Fields fields = type.with(signer.sign(
                message, BodyDigest.of(Body.of(body)), new SigningKey(KEY_ID, PAIR.getPrivate()), Instant.parse(AT)));
        if (!fields.contains("Host")) {
            fields = fields.with("Host", message.authority());
        }
        StringBuilder wire = new StringBuilder("POST " + message.requestTarget() + " HTTP/1.1\r\n");
        fields.lines()
                .forEach(line -> wire.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return wire + "Content-Length: " + length + "\r\n\r\n" + body;
    }

    static String pem() {
        return PemKeys.write(PAIR.getPublic());
    }

    static String actor(String actor, String keyId, KeyPair pair) {
        return """
                {"id":"%s","type":"Person","inbox":"%s/inbox","publicKey":{"id":"%s","owner":"%s","publicKeyPem":"%s"}}""".formatted(
                actor, actor, keyId, actor, PemKeys.write(pair.getPublic()).replace("\n", "\\n"));
    }
}
