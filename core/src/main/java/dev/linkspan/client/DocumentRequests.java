package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends the single requests of a fetch and waits for their answers. Thread-safe. */
final class DocumentRequests {

    /** How long a fetch may take over all its redirects. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    /** How documents are asked for. */
    static final Fields ACCEPT = Fields.of(
            "Accept",
            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");

    private static final int DOCUMENT_BYTES = 1 << 20;

    /** A transport keeps its deadline; waiting this much longer is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Transport transport;
    private final AddressGuard guard;
    private final Fields accept;
    private final int maxBytes;

    /** Asks for ActivityStreams. */
    DocumentRequests(Transport transport, AddressGuard guard) {
        this(transport, guard, ACCEPT, DOCUMENT_BYTES);
    }

    DocumentRequests(Transport transport, AddressGuard guard, Fields accept, int maxBytes) {
        this.transport = transport;
        this.guard = guard;
        this.accept = accept;
        this.maxBytes = maxBytes;
    }

    /** Why a hop must not be made, if so. */
    Optional<Fetched.Unreachable> refusal(Hop hop) {
        return guard.refusal(hop.uri()).map(why -> new Fetched.Unreachable(Exchange.Failure.FORBIDDEN, why));
    }

    /** Asks for the hop's document with these fields beside {@code Accept}. */
    Exchange send(Hop hop, Fields more) {
        Duration remaining = Duration.ofNanos(hop.end() - System.nanoTime());
        if (!remaining.isPositive()) {
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "the deadline passed between two requests");
        }
        OutgoingRequest request =
                new OutgoingRequest("GET", hop.uri(), accept.with(more), Body.none(), remaining, maxBytes);
        try {
            return transport.send(request).get(remaining.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "interrupted while waiting");
        } catch (ExecutionException | TimeoutException e) {
            return Failures.of(e);
        }
    }

    /** The document that came, if it is one. */
    static Fetched document(URI uri, Exchange.Answered answer) {
        List<String> types = answer.fields().all("Content-Type");
        return types.size() == 1 && DocumentMediaType.isActivityStreams(types.getFirst())
                ? new Fetched.Document(uri, answer.body())
                : Fetched.Refused.of(200, "media type: " + types + " (expected: ActivityStreams)");
    }
}
