package dev.linkspan.federation;

import dev.linkspan.inbox.InboxResult;

/** What to answer to a request to an inbox. */
public sealed interface InboxReply {

    /**
     * Taken: 202 and an empty body.
     *
     * @param kind {@code accepted} or {@code ignored}
     * @param what a word that says more, from a closed set
     */
    record Taken(String kind, String what) implements InboxReply {}

    /**
     * Refused, with the status and the words to send.
     *
     * @param refused why
     */
    record Refused(InboxResult.Refused refused) implements InboxReply {}
}
