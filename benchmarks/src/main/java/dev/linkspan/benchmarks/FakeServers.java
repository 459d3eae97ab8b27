package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.PublicKey;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The fake servers' behaviour: each shows an actor with a key, and takes every post with a 202. What arrives goes into the
 * ledger. Called on the sinks' thread.
 */
final class FakeServers {

    private static final SinkAnswer ACCEPTED =
            SinkAnswer.now(Body.of("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"));
    private static final SinkAnswer NOT_FOUND =
            SinkAnswer.now(Body.of("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
    private static final Duration SLOWNESS = Duration.ofSeconds(2);

    private final String relayOrigin;
    private final Ledger ledger;
    private final String publicKeyPem;
    private final AtomicReferenceArray<Manners> manners;
    private final BitSet welcomed = new BitSet();
    private volatile int welcomedCount;
    private final int subscribers;
    private final CompletableFuture<Boolean> allWelcomed = new CompletableFuture<>();
    private final Map<Integer, SinkRequest> samples = new ConcurrentHashMap<>();
    private final AtomicLong strange = new AtomicLong();

    FakeServers(String relayOrigin, int subscribers, Ledger ledger, PublicKey sharedKey) {
        this.relayOrigin = relayOrigin;
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.publicKeyPem = PemKeys.write(sharedKey);
        this.manners = new AtomicReferenceArray<>(subscribers);
        behave(0, subscribers, Manners.TAKES);
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

    /** From now on these subscribers take posts so; whoever hangs takes none. */
    void behave(int from, int to, Manners how) {
        for (int subscriber = from; subscriber < to; subscriber++) {
            manners.set(subscriber, how);
        }
    }

    /** From now on all subscribers take posts so. */
    void behaveAll(Manners how) {
        behave(0, subscribers, how);
    }

    /** How many subscribers have their Accept. */
    int welcomed() {
        return welcomedCount;
    }

    SinkAnswer answer(SinkRequest request) {
        if (request.method().equals("GET")) {
            return request.target().equals("/actor") ? ok(actor(request.authority())) : NOT_FOUND;
        }
        OptionalInt subscriber = Addresses.subscriberAt(request.authority());
        if (subscriber.isEmpty() || subscriber.getAsInt() >= subscribers) {
            strange.incrementAndGet();
            return ACCEPTED;
        }
        return switch (manners.get(subscriber.getAsInt())) {
            case TAKES -> taken(subscriber.getAsInt(), request);
            case SLOW -> taken(subscriber.getAsInt(), request).after(SLOWNESS);
            case HANGS -> SinkAnswer.SILENCE;
        };
    }

    private SinkAnswer taken(int subscriber, SinkRequest request) {
        take(subscriber, request);
        return ACCEPTED;
    }

    private void take(int subscriber, SinkRequest request) {
        OptionalInt activity = Documents.activityIn(request.body(), relayOrigin);
        if (activity.isPresent()) {
            ledger.arrived(subscriber, activity.getAsInt(), System.nanoTime());
            samples.putIfAbsent(subscriber, request);
        } else if (Documents.isAccept(request.body())) {
            welcomed.set(subscriber);
            welcomedCount = welcomed.cardinality();
            if (welcomedCount == subscribers) {
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

    private static SinkAnswer ok(JsonObject document) {
        String body = document.toString();
        return SinkAnswer.now(Body.of("HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body));
    }
}
