package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;

/** What became of fetching a page. */
public sealed interface FetchedPage permits FetchedPage.Page, Fetched.Refused, Fetched.Unreachable {

    /**
     * Something came.
     *
     * @param finalUri where it was found after redirects
     * @param mediaType its media type in lower case without parameters; empty if it names none, or two
     * @param fields the response fields
     * @param body its bytes
     */
    record Page(URI finalUri, String mediaType, Fields fields, Body body) implements FetchedPage {}
}
