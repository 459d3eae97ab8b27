package dev.linkspan.client;

import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Fetches by signed GET; every hop is a request of its own, judged and signed anew. */
final class SigningDocumentClient implements DocumentClient {

    private final DocumentRequests requests;
    private final DoubleKnock knocks;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final Duration deadline;

    SigningDocumentClient(
            DocumentRequests requests, DoubleKnock knocks, SigningKeys keys, InstantSource clock, Duration deadline) {
        this.requests = requests;
        this.knocks = knocks;
        this.keys = keys;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public Fetched get(URI uri) {
        return fetch(Hop.first(uri, deadline));
    }

    private Fetched fetch(Hop hop) {
        Optional<Fetched.Unreachable> refusal = requests.refusal(hop);
        if (refusal.isPresent()) {
            return refusal.get(); // before it costs a signature
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
                                ? Fetched.Refused.of(
                                        refused.status(), detail + ", " + answered.status() + " without its query")
                                : read(hop.retried(), answered);
                })
                .orElseGet(() -> Fetched.Refused.of(refused.status(), detail));
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
        return requests.send(hop, knock.signer().sign(message(signedUri), key(hop), clock.instant()));
    }

    private static HttpMessage.Request message(URI signedUri) {
        return new HttpMessage.Request("GET", signedUri, DocumentRequests.ACCEPT);
    }

    private SigningKey key(Hop hop) {
        return keys.forServer(
                Authority.of(hop.uri().toString()).map(Authority::toString).orElse(""));
    }

    private Fetched read(Hop hop, Exchange.Answered answered) {
        return switch (HopResult.of(hop, answered)) {
            case HopResult.Arrived arrived -> DocumentRequests.document(hop.uri(), arrived.answer());
            case HopResult.Refused refused -> refused.refused();
            case HopResult.Redirected redirected -> fetch(redirected.next());
        };
    }

    private static Fetched unreachable(Exchange.Failed failed) {
        return new Fetched.Unreachable(failed.failure(), failed.detail());
    }
}
