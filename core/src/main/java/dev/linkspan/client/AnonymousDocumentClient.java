package dev.linkspan.client;

import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Fetches as nobody: for who has no actor. Each hop is judged anew. */
final class AnonymousDocumentClient implements DocumentClient {

    private final DocumentRequests requests;
    private final Duration deadline;

    AnonymousDocumentClient(DocumentRequests requests, Duration deadline) {
        this.requests = requests;
        this.deadline = deadline;
    }

    @Override
    public Fetched get(URI uri) {
        return fetch(Hop.first(uri, deadline));
    }

    private Fetched fetch(Hop hop) {
        Optional<Fetched.Unreachable> refusal = requests.refusal(hop);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (requests.send(hop, Fields.none())) {
            case Exchange.Failed failed -> new Fetched.Unreachable(failed.failure(), failed.detail());
            case Exchange.Answered answered ->
                switch (HopResult.of(hop, answered)) {
                    case HopResult.Arrived arrived -> DocumentRequests.document(hop.uri(), arrived.answer());
                    case HopResult.Refused refused -> refused.refused();
                    case HopResult.Redirected redirected -> fetch(redirected.next());
                };
        };
    }
}
