package dev.linkspan.client;

import java.net.URI;

/**
 * Fetches what is no ActivityStreams document: WebFinger, NodeInfo, host-meta, pages for people. Unsigned; address guard,
 * redirects and deadline are those of {@link DocumentClient}. The media type is told, not judged. Blocks the calling
 * thread; thread-safe.
 */
public interface PageClient {

    /**
     * Fetches a page; a fragment in the URI is dropped. Never throws for what a stranger did.
     *
     * @param uri its address
     * @param accept the media types to ask for, as in the field {@code Accept}
     * @param maxBytes how long it may be
     */
    FetchedPage get(URI uri, String accept, int maxBytes);

    /**
     * A client that says of no request who makes it.
     *
     * @param transport sends the requests; stays open
     * @param guard asked before each request
     */
    static PageClient anonymous(Transport transport, AddressGuard guard) {
        return new AnonymousPageClient(transport, guard, DocumentRequests.DEADLINE);
    }
}
