package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends the single requests of a fetch and waits for their answers. Thread-safe. */
final class DocumentRequests {

    /** How long a fetch may take over all its redirects. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    /** What we ask for. */
    static final Fields ACCEPT = Fields.of(
            "Accept",
            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");

    private static final int DOCUMENT_BYTES = 1 << 20;

    /** A transport keeps its deadline; waiting this much longer is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Transport transport;
    private final AddressGuard guard;

    DocumentRequests(Transport transport, AddressGuard guard) {
        this.transport = transport;
        this.guard = guard;
    }

    /** Why a hop must not be made, if so. */
    Optional<Fetched> refusal(Hop hop) {
        return guard.refusal(hop.uri()).map(why -> new Fetched.Unreachable(Exchange.Failure.FORBIDDEN, why));
    }

    /** Asks for the hop's document with these fields beside {@link #ACCEPT}. */
    Exchange send(Hop hop, Fields more) {
        Duration remaining = Duration.ofNanos(hop.end() - System.nanoTime());
        if (!remaining.isPositive()) {
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "the deadline passed between two requests");
        }
        OutgoingRequest request =
                new OutgoingRequest("GET", hop.uri(), ACCEPT.with(more), Body.none(), remaining, DOCUMENT_BYTES);
        try {
            return transport.send(request).get(remaining.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "interrupted while waiting");
        } catch (ExecutionException | TimeoutException e) {
            return Failures.of(e);
        }
    }
}
