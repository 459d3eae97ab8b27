package dev.linkspan.web;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.federation.RelayService;
import dev.linkspan.federation.RelayServiceBuilder;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A whole relay on the in-memory store whose network is a map. */
final class RelayRig implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    final Store store;
    final Map<String, Exchange> web = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    final List<OutgoingRequest> sent = new CopyOnWriteArrayList<>();
    final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    final RelayService service;
    final RelayWeb relay;

    /** What went out. */
    record Posted(String uri, String body) {}

    RelayRig() {
        this(InboxLimits.defaults());
    }

    RelayRig(InboxLimits limits) {
        this(limits, Store.inMemory());
    }

    RelayRig(InboxLimits limits, Store store) {
        this(limits, store, settings -> {});
    }

    RelayRig(InboxLimits limits, Store store, Consumer<RelayServiceBuilder> more) {
        this.store = store;
        RelayServiceBuilder settings = RelayService.builder()
                .baseUrl("https://relay.example")
                .store(store)
                .keyPair(Peer.generate())
                .limits(limits)
                .transport(new MapTransport())
                .clock(now::get);
        more.accept(settings);
        service = settings.build();
        relay = new RelayWeb(service);
    }

    RelayRig knows(Peer peer) {
        serve(peer.actor(), peer.document());
        return this;
    }

    void serve(String url, String document) {
        web.put(
                url,
                new Exchange.Answered(200, Fields.of("Content-Type", "application/activity+json"), Body.of(document)));
    }

    WebResponse send(WebRequest request) {
        return relay.handle(request).orElseThrow();
    }

    /** Follows the relay as this peer, in public style. */
    RelayRig subscribed(Peer peer) {
        knows(peer);
        WebResponse response = send(peer.post("""
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/follow","type":"Follow","actor":"%s",\
                "object":"https://www.w3.org/ns/activitystreams#Public"}""".formatted(peer.actor(), peer.actor()), now.get()));
        if (response.status() != 202) {
            throw new AssertionError(response.body().text());
        }
        requests.clear();
        return this;
    }

    /** The bodies of the next so many posts to this inbox; those to others are passed over. */
    List<String> nextPosts(String inbox, int count) throws InterruptedException {
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            Posted next = posted.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("only " + bodies + " were posted to " + inbox);
            }
            if (next.uri().equals(inbox)) {
                bodies.add(next.body());
            }
        }
        return bodies;
    }

    List<String> fetches() {
        return requests.stream().filter(line -> line.startsWith("GET ")).toList();
    }

    void later(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public void close() {
        service.close();
        store.close();
    }

    private final class MapTransport implements Transport {
        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            requests.add(request.method() + " " + request.uri());
            sent.add(request);
            if (request.method().equals("POST")) {
                posted.add(new Posted(request.uri().toString(), request.body().text()));
            }
            Exchange answer = request.method().equals("POST")
                    ? new Exchange.Answered(202, Fields.none(), Body.none())
                    : web.getOrDefault(
                            request.uri().toString(), new Exchange.Answered(404, Fields.none(), Body.none()));
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void close() {}
    }
}
