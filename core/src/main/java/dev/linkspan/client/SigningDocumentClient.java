package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.LogText;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Fetches by signed GET; every hop is a request of its own, judged and signed anew. */
final class SigningDocumentClient implements DocumentClient {

    private static final int REDIRECTS = 3;
    private static final int DOCUMENT_BYTES = 1 << 20;
    private static final Fields ACCEPT = Fields.of(
            "Accept",
            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");

    /** A transport keeps its deadline; waiting this much longer is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Transport transport;
    private final AddressGuard guard;
    private final RequestSigner signer;
    private final Supplier<SigningKey> key;
    private final InstantSource clock;
    private final Duration deadline;

    SigningDocumentClient(
            Transport transport,
            AddressGuard guard,
            RequestSigner signer,
            Supplier<SigningKey> key,
            InstantSource clock,
            Duration deadline) {
        this.transport = transport;
        this.guard = guard;
        this.signer = signer;
        this.key = key;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public Fetched get(URI uri) {
        return fetch(new Hop(uri, true, true, REDIRECTS, System.nanoTime() + deadline.toNanos()));
    }

    private Fetched fetch(Hop hop) {
        Optional<String> refusal = guard.refusal(hop.uri());
        if (refusal.isPresent()) {
            return new Fetched.Unreachable(Exchange.Failure.FORBIDDEN, refusal.get());
        }
        return switch (exchange(hop)) {
            case Exchange.Failed failed -> new Fetched.Unreachable(failed.failure(), failed.detail());
            case Exchange.Answered answered -> read(hop, answered);
        };
    }

    private Exchange exchange(Hop hop) {
        Duration remaining = Duration.ofNanos(hop.end() - System.nanoTime());
        if (!remaining.isPositive()) {
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "the deadline passed between two hops");
        }
        HttpMessage.Request signed = new HttpMessage.Request("GET", hop.signedUri(), ACCEPT);
        Fields fields = ACCEPT.with(signer.sign(signed, key.get(), clock.instant()));
        OutgoingRequest request = new OutgoingRequest("GET", hop.uri(), fields, Body.none(), remaining, DOCUMENT_BYTES);
        try {
            return transport.send(request).get(remaining.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "interrupted while waiting");
        } catch (ExecutionException | TimeoutException e) {
            return Failures.of(e);
        }
    }

    private Fetched read(Hop hop, Exchange.Answered answered) {
        return switch (answered.status()) {
            case 200 -> document(hop.uri(), answered);
            case 301, 302, 303, 307, 308 -> redirected(hop, answered.fields().all("Location"));
            case 401 ->
                hop.mayRetry() && hop.uri().getRawQuery() != null
                        ? fetch(hop.withoutSignedQuery())
                        : refused(401, "status 401");
            default -> refused(answered.status(), "status " + answered.status());
        };
    }

    private static Fetched document(URI uri, Exchange.Answered answered) {
        List<String> types = answered.fields().all("Content-Type");
        if (types.size() != 1 || !DocumentMediaType.isActivityStreams(types.get(0))) {
            return refused(200, "media type: " + types + " (expected: ActivityStreams)");
        }
        // None was asked for, and what is not unpacked cannot burst.
        List<String> codings = answered.fields().all("Content-Encoding");
        if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
            return refused(200, "content coding: " + codings + " (expected: none)");
        }
        return new Fetched.Document(uri, answered.body());
    }

    private Fetched redirected(Hop hop, List<String> locations) {
        if (hop.redirectsLeft() == 0) {
            return refused(200, "more than " + REDIRECTS + " redirects");
        }
        Optional<URI> target = locations.size() == 1 ? Redirects.target(hop.uri(), locations.get(0)) : Optional.empty();
        return target.map(uri -> fetch(hop.redirectedTo(uri)))
                .orElseGet(() -> refused(200, "Location: " + locations + " (expected: one URI, not less secure)"));
    }

    private static Fetched refused(int status, String detail) {
        return new Fetched.Refused(status, LogText.of(detail));
    }

    /**
     * Where a fetch has got to.
     *
     * @param uri what to request
     * @param signQuery whether the signature covers its query
     * @param mayRetry whether the one retry is still to spend
     * @param redirectsLeft how many redirects may follow
     * @param end when the whole fetch ends, on the scale of {@link System#nanoTime()}
     */
    private record Hop(URI uri, boolean signQuery, boolean mayRetry, int redirectsLeft, long end) {

        Hop {
            uri = Redirects.plain(uri);
        }

        Hop withoutSignedQuery() {
            return new Hop(uri, false, false, redirectsLeft, end);
        }

        Hop redirectedTo(URI target) {
            return new Hop(target, true, mayRetry, redirectsLeft - 1, end);
        }

        URI signedUri() {
            return signQuery ? uri : Redirects.withoutQuery(uri);
        }
    }
}
