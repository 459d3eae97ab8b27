package dev.linkspan.examples;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Signs a request as every fediverse server accepts it, and prints its fields. No ActivityPub involved. */
public final class SignRequest {

    private SignRequest() {}

    /** Takes a file with a private key and the address to post to. */
    public static void main(String[] args) throws Exception {
        sign(Path.of(args[0]), URI.create(args[1]), Body.of("{\"type\":\"Create\"}"))
                .lines()
                .forEach(line -> System.out.println(line.name() + ": " + line.value()));
    }

    // tag::sign[]
    static Fields sign(Path pem, URI inbox, Body body) throws Exception {
        SigningKey key =
                new SigningKey("https://my.example/actor#main-key", PemKeys.readPrivate(Files.readString(pem)));
        HttpMessage.Request request = new HttpMessage.Request("POST", inbox, Fields.none());
        return RequestSigner.cavage().sign(request, BodyDigest.of(body), key, Instant.now());
    }
    // end::sign[]
}
