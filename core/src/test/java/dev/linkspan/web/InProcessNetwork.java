package dev.linkspan.web;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.federation.Intake;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Servers that reach each other within one process: every request goes through their real handlers, none through a socket. */
final class InProcessNetwork implements Transport {

    private final Map<String, WebHandler> servers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Everything that was sent, in the order of sending. */
    final List<OutgoingRequest> sent = new CopyOnWriteArrayList<>();

    void put(String authority, WebHandler server) {
        servers.put(authority, server);
    }

    /** From now on nobody reaches this server. */
    void remove(String authority) {
        servers.remove(authority);
    }

    /** The requests of this method that went to a host. */
    List<OutgoingRequest> sent(String method, String authority) {
        return sent.stream()
                .filter(request -> request.method().equals(method))
                .filter(request -> authority(request.uri()).equals(authority))
                .toList();
    }

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        sent.add(request);
        WebHandler server = servers.get(authority(request.uri()));
        if (server == null) {
            return CompletableFuture.completedFuture(new Exchange.Failed(
                    Exchange.Failure.CONNECT, "nobody is at " + request.uri().getAuthority()));
        }
        return CompletableFuture.supplyAsync(() -> answer(server, request), threads);
    }

    /** A request by somebody who signs nothing. */
    Exchange.Answered get(String url, String accept) {
        OutgoingRequest request = new OutgoingRequest(
                "GET",
                URI.create(url),
                Fields.of("Accept", accept),
                Body.none(),
                java.time.Duration.ofSeconds(5),
                1 << 20);
        return (Exchange.Answered) answer(servers.get(authority(request.uri())), request);
    }

    private static String authority(URI uri) {
        return Authority.of(uri).orElseThrow().toString();
    }

    private static Exchange answer(WebHandler server, OutgoingRequest request) {
        String query = request.uri().getRawQuery();
        String target = request.uri().getRawPath() + (query == null ? "" : "?" + query);
        boolean hasBody = server.readsBody(request.method(), request.uri().getRawPath());
        if (hasBody && server.admit("192.0.2.1", request.body().length()) instanceof Intake.Verdict.Admitted admitted) {
            admitted.ticket().close();
        }
        Optional<WebResponse> response =
                server.handle(new WebRequest(request.method(), target, request.fields(), request.body(), "192.0.2.1"));
        return response.<Exchange>map(r -> new Exchange.Answered(r.status(), r.fields(), r.body()))
                .orElseGet(() -> new Exchange.Answered(404, Fields.none(), Body.none()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
