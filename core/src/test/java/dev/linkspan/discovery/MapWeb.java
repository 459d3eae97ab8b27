package dev.linkspan.discovery;

import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Fetched;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A web of a few documents, a clock that goes when told, and directories of the keys in it. */
final class MapWeb implements DocumentClient {

    /** What was asked for, in order. */
    final List<String> fetches = new ArrayList<>();

    private final Map<String, Fetched> pages = new HashMap<>();
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @Override
    public Fetched get(URI uri) {
        fetches.add(uri.toString());
        return page(uri);
    }

    /** What stands at an address, without a note of it. */
    Fetched page(URI uri) {
        return pages.getOrDefault(uri.toString(), new Fetched.Refused(404, "nothing here"));
    }

    void serve(String url, String document) {
        answer(url, new Fetched.Document(URI.create(url), Body.of(document)));
    }

    void refuse(String url, int status) {
        answer(url, new Fetched.Refused(status, "status " + status));
    }

    void answer(String url, Fetched answer) {
        pages.put(url, answer);
    }

    void later(Duration duration) {
        now = now.plus(duration);
    }

    Instant now() {
        return now;
    }

    /** A directory of relay.example that asks this web. */
    KeyDirectory directory(Store store) {
        return directory(store, this);
    }

    /** The same, asking another client. */
    KeyDirectory directory(Store store, DocumentClient client) {
        return new KeyDirectory(
                store,
                client,
                Authority.of("https://relay.example").orElseThrow(),
                VerificationPolicy.FEDIVERSE,
                this::now);
    }

    /** An actor that lists these keys under {@code publicKey}, given as JSON. */
    static String actor(String id, String key) {
        return """
                {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"%s",\
                "type":"Person","inbox":"%s/inbox","publicKey":%s}""".formatted(id, id, key);
    }

    /** A key in PEM, as JSON. */
    static String key(String id, String owner, PublicKey key) {
        return """
                {"id":"%s","type":"Key","owner":"%s","publicKeyPem":"%s"}""".formatted(id, owner, PemKeys.write(key).replace("\n", "\\n"));
    }
}
