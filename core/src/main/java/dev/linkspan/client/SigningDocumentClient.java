package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    private final DoubleKnock knocks;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final Duration deadline;

    SigningDocumentClient(
            Transport transport,
            AddressGuard guard,
            DoubleKnock knocks,
            SigningKeys keys,
            InstantSource clock,
            Duration deadline) {
        this.transport = transport;
        this.guard = guard;
        this.knocks = knocks;
        this.keys = keys;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public Fetched get(URI uri) {
        return fetch(new Hop(uri, REDIRECTS, true, System.nanoTime() + deadline.toNanos()));
    }

    private Fetched fetch(Hop hop) {
        Optional<String> refusal = guard.refusal(hop.uri());
        if (refusal.isPresent()) {
            return new Fetched.Unreachable(Exchange.Failure.FORBIDDEN, refusal.get());
        }
        Knock first = knocks.first(hop.uri());
        return switch (exchange(hop, first, hop.uri())) {
            case Exchange.Failed failed -> unreachable(failed);
            case Exchange.Answered answered -> onceMore(hop, first, answered).orElseGet(() -> read(hop, answered));
        };
    }

    /**
     * What is asked of the same target once more, if this answer calls for it: in the other scheme; if that is refused too,
     * or is not to be tried, in cavage with the query unsigned. At most three requests for a target. The other scheme goes
     * first: it is remembered, and a server that takes only it would never be reached otherwise.
     */
    private Optional<Fetched> onceMore(Hop hop, Knock first, Exchange.Answered refused) {
        if (!hop.mayRetry() || System.nanoTime() >= hop.end()) {
            return Optional.empty();
        }
        // Not for a redirected request: one knock for each hop would multiply what a stranger can make us send.
        if (!hop.isRedirected() && knocks.callsForSecond(refused)) {
            return Optional.of(secondKnock(hop, first, refused));
        }
        return withoutQuery(hop, first, refused).map(exchange -> switch (exchange) {
            case Exchange.Failed failed -> unreachable(failed);
            case Exchange.Answered answered -> read(hop.retried(), answered);
        });
    }

    private Fetched secondKnock(Hop hop, Knock first, Exchange.Answered refused) {
        Knock second = knocks.second(first, refused, message(hop.uri()), key(hop));
        return switch (exchange(hop, second, hop.uri())) {
            case Exchange.Failed failed -> unreachable(failed);
            case Exchange.Answered answered -> {
                if (DoubleKnock.mayBeTheScheme(answered)) {
                    yield lastKnock(hop, first, refused, second, answered);
                }
                Fetched fetched = read(hop.retried(), answered);
                if (answered.status() == 200 && fetched instanceof Fetched.Document) {
                    knocks.taken(hop.uri(), second);
                }
                yield fetched;
            }
        };
    }

    private Fetched lastKnock(
            Hop hop, Knock first, Exchange.Answered refused, Knock second, Exchange.Answered refusedAgain) {
        String detail = refused.status() + " with " + first + ", " + refusedAgain.status() + " with " + second;
        Optional<Exchange> last = withoutQuery(hop, first, refused).or(() -> withoutQuery(hop, second, refusedAgain));
        return last.map(exchange -> switch (exchange) {
                    case Exchange.Failed failed -> unreachable(failed);
                    case Exchange.Answered answered ->
                        DoubleKnock.mayBeTheScheme(answered)
                                ? refused(refused.status(), detail + ", " + answered.status() + " without its query")
                                : read(hop.retried(), answered);
                })
                .orElseGet(() -> refused(refused.status(), detail));
    }

    /** The same in cavage with the query left out of the signature, if this refusal may be for the query's sake. */
    private Optional<Exchange> withoutQuery(Hop hop, Knock knock, Exchange.Answered refused) {
        boolean mayHelp = refused.status() == 401
                && knock.scheme() == SignatureScheme.CAVAGE
                && !refused.fields().contains("Accept-Signature")
                && hop.uri().getRawQuery() != null
                && System.nanoTime() < hop.end();
        return mayHelp ? Optional.of(exchange(hop, knock, Redirects.withoutQuery(hop.uri()))) : Optional.empty();
    }

    private Exchange exchange(Hop hop, Knock knock, URI signedUri) {
        Duration remaining = Duration.ofNanos(hop.end() - System.nanoTime());
        if (!remaining.isPositive()) {
            return new Exchange.Failed(Exchange.Failure.TIMEOUT, "the deadline passed between two requests");
        }
        Fields fields = ACCEPT.with(knock.signer().sign(message(signedUri), key(hop), clock.instant()));
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

    private static HttpMessage.Request message(URI signedUri) {
        return new HttpMessage.Request("GET", signedUri, ACCEPT);
    }

    private SigningKey key(Hop hop) {
        return keys.forServer(
                Authority.of(hop.uri().toString()).map(Authority::toString).orElse(""));
    }

    private Fetched read(Hop hop, Exchange.Answered answered) {
        return switch (answered.status()) {
            case 200 -> document(hop.uri(), answered);
            case 301, 302, 303, 307, 308 -> redirected(hop, answered.fields().all("Location"));
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

    private static Fetched unreachable(Exchange.Failed failed) {
        return new Fetched.Unreachable(failed.failure(), failed.detail());
    }

    private static Fetched refused(int status, String detail) {
        return new Fetched.Refused(status, LogText.of(detail));
    }

    /**
     * Where a fetch has got to.
     *
     * @param uri what to request
     * @param redirectsLeft how many redirects may follow
     * @param mayRetry whether the one retry is still to spend
     * @param end when the whole fetch ends, on the scale of {@link System#nanoTime()}
     */
    private record Hop(URI uri, int redirectsLeft, boolean mayRetry, long end) {

        Hop {
            uri = Redirects.plain(uri);
        }

        boolean isRedirected() {
            return redirectsLeft < REDIRECTS;
        }

        Hop retried() {
            return new Hop(uri, redirectsLeft, false, end);
        }

        Hop redirectedTo(URI target) {
            return new Hop(target, redirectsLeft - 1, mayRetry, end);
        }
    }
}
