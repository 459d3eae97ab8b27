package dev.linkspan.federation;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.Authority;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A transport that sends nothing to blocked hosts, whenever that what is sent was addressed.
 *
 * @param transport sends the rest; stays open
 * @param rules which hosts are blocked, at the moment of sending
 */
record RuledTransport(Transport transport, DomainRules rules) implements Transport {

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        Optional<Authority> blocked = Authority.of(request.uri()).filter(host -> rules.isBlocked(host.host()));
        return blocked.isPresent()
                ? CompletableFuture.completedFuture(new Exchange.Failed(
                        Exchange.Failure.FORBIDDEN, blocked.get().host() + " is blocked here"))
                : transport.send(request);
    }

    @Override
    public void close() {
        // Its owner closes what sends.
    }
}
