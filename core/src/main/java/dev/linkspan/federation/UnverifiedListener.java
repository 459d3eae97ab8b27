package dev.linkspan.federation;

import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;

/** The application, hearing of what could not be verified; for counting, or to take what everybody else would refuse. */
@FunctionalInterface
public interface UnverifiedListener {

    /** What to answer. */
    enum Answer {
        /** The refusal. */
        REFUSE,
        /** 202, and nothing else happens. */
        TAKE
    }

    /**
     * Hears of a request that is about to be refused. Nothing in it is known to be true. What it throws is logged, and the
     * request refused.
     *
     * @param request the request
     * @param refused why it is refused
     */
    Answer receive(InboxRequest request, InboxResult.Refused refused);
}
