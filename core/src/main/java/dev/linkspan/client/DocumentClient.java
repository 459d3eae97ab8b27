package dev.linkspan.client;

import java.net.URI;

/**
 * Fetches ActivityStreams documents with signed GET requests. Follows at most 3 redirects, each signed anew and each
 * through the address guard; checks the media type. Blocks the calling thread; thread-safe.
 */
public interface DocumentClient {

    /** Fetches a document; a fragment in the URI is dropped. Never throws for what a stranger did. */
    Fetched get(URI uri);
}
