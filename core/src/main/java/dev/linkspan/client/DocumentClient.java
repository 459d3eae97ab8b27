package dev.linkspan.client;

import dev.linkspan.httpsignatures.RequestSigner;
import java.net.URI;
import java.time.InstantSource;

/**
 * Fetches ActivityStreams documents, as a rule with signed GET requests. Follows at most 3 redirects, each signed anew and
 * each through the address guard; checks the media type. A fetch takes at most 10 s over all its redirects, a document has
 * at most 1 MiB, and {@code https} never redirects to {@code http}. Blocks the calling thread; thread-safe.
 */
public interface DocumentClient {

    /** Fetches a document; a fragment in the URI is dropped. Never throws for what a stranger did. */
    Fetched get(URI uri);

    /** As {@link #signing(Transport, AddressGuard, DoubleKnock, Supplier, InstantSource)}, in a single scheme. */
    static DocumentClient signing(
            Transport transport, AddressGuard guard, RequestSigner signer, SigningKeys keys, InstantSource clock) {
        return signing(transport, guard, DoubleKnock.only(signer), keys, clock);
    }

    /**
     * A client that signs every request as one actor. A target whose answer refuses the signature is asked once more, signed
     * in the other scheme. If both are refused, the one of draft-cavage with 401 and over a target with a
     * query, it is asked a last time by draft-cavage with the query left out of the signature, as some servers verify it:
     * at most three requests for a target. After a redirect only the unsigned query is tried.
     *
     * @param transport sends the requests; stays open
     * @param guard asked before a request is signed: a forbidden URI must not cost a signature
     * @param knocks signs, and knows how; for GETs only
     * @param keys gives the key for each request, so that it may change
     * @param clock the time of signing
     */
    static DocumentClient signing(
            Transport transport, AddressGuard guard, DoubleKnock knocks, SigningKeys keys, InstantSource clock) {
        return new SigningDocumentClient(
                new DocumentRequests(transport, guard), knocks, keys, clock, DocumentRequests.DEADLINE);
    }

    /**
     * A client that says of no request who makes it, for tools that have no actor. Servers in secure mode answer it with
     * 401; everything else is as it is for others.
     *
     * @param transport sends the requests; stays open
     * @param guard asked before each request
     */
    static DocumentClient anonymous(Transport transport, AddressGuard guard) {
        return new AnonymousDocumentClient(new DocumentRequests(transport, guard), DocumentRequests.DEADLINE);
    }
}
