package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fake servers' behaviour: each shows an actor with a key, and takes every post with a 202. What arrives goes into the
 * ledger. Called on the sinks' thread.
 */
final class FakeServers {

    private static final byte[] ACCEPTED = ascii("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] NOT_FOUND = ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

    private final String relayOrigin;
    private final Ledger ledger;
    private final String publicKeyPem;
    private final BitSet welcomed = new BitSet();
    private final int subscribers;
    private final CompletableFuture<Boolean> allWelcomed = new CompletableFuture<>();
    private final Map<Integer, SinkRequest> samples = new ConcurrentHashMap<>();
    private final AtomicLong strange = new AtomicLong();

    FakeServers(String relayOrigin, int subscribers, Ledger ledger, PublicKey sharedKey) {
        this.relayOrigin = relayOrigin;
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.publicKeyPem = PemKeys.write(sharedKey);
    }

    /** Completes when every subscriber has got its Accept. */
    CompletableFuture<Boolean> allWelcomed() {
        return allWelcomed;
    }

    /** The first delivery that each subscriber got, to check signatures after the measurement. */
    Map<Integer, SinkRequest> samples() {
        return samples;
    }

    /** How many posts came that nobody expected. */
    long strange() {
        return strange.get();
    }

    byte[] answer(SinkRequest request) {
        if (request.method().equals("GET")) {
            return request.target().equals("/actor") ? ok(actor(request.authority())) : NOT_FOUND;
        }
        OptionalInt subscriber = Addresses.subscriberAt(request.authority());
        if (subscriber.isEmpty() || subscriber.getAsInt() >= subscribers) {
            strange.incrementAndGet();
            return ACCEPTED;
        }
        take(subscriber.getAsInt(), request);
        return ACCEPTED;
    }

    private void take(int subscriber, SinkRequest request) {
        OptionalInt activity = Documents.activityIn(request.body(), relayOrigin);
        if (activity.isPresent()) {
            ledger.arrived(subscriber, activity.getAsInt(), System.nanoTime());
            samples.putIfAbsent(subscriber, request);
        } else if (Documents.isAccept(request.body())) {
            welcomed.set(subscriber);
            if (welcomed.cardinality() == subscribers) {
                allWelcomed.complete(true);
            }
        } else {
            strange.incrementAndGet();
        }
    }

    private JsonObject actor(String authority) {
        String id = "http://" + authority + "/actor";
        return JsonText.object()
                .add(
                        "@context",
                        Json.createArrayBuilder()
                                .add("https://www.w3.org/ns/activitystreams")
                                .add("https://w3id.org/security/v1"))
                .add("id", id)
                .add("type", "Application")
                .add("preferredUsername", "instance")
                .add("inbox", "http://" + authority + "/inbox")
                .add("outbox", "http://" + authority + "/outbox")
                .add(
                        "publicKey",
                        JsonText.object()
                                .add("id", id + "#main-key")
                                .add("owner", id)
                                .add("publicKeyPem", publicKeyPem))
                .build();
    }

    private static byte[] ok(JsonObject document) {
        String body = document.toString();
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
