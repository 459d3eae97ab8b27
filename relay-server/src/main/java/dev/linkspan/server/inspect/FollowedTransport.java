package dev.linkspan.server.inspect;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers where one fetch led; leaves the transport that it sends by open. */
final class FollowedTransport implements Transport {

    private final Transport transport;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FollowedTransport(Transport transport) {
        this.transport = transport;
    }

    /** Where the first address redirected to, hop by hop. */
    List<String> redirects() {
        return asked.stream().skip(1).toList();
    }

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        asked.add(request.uri().toString());
        return transport.send(request);
    }

    @Override
    public void close() {}
}
