package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.LogText;
import java.net.URI;

/** What became of fetching a document. */
public sealed interface Fetched {

    /**
     * A document of an ActivityStreams media type came.
     *
     * @param finalUri where it was found after redirects
     * @param body its bytes
     */
    record Document(URI finalUri, Body body) implements Fetched {}

    /**
     * The server answered, but not with what was asked for.
     *
     * @param status the status code; 200 if only the media type or a redirect was wrong
     * @param detail a sentence for the log
     */
    record Refused(int status, String detail) implements Fetched, FetchedPage {
        static Refused of(int status, String detail) {
            return new Refused(status, LogText.of(detail));
        }
    }

    /**
     * No answer.
     *
     * @param failure the kind
     * @param detail a sentence for the log
     */
    record Unreachable(Exchange.Failure failure, String detail) implements Fetched, FetchedPage {}
}
