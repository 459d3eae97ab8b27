package dev.linkspan.inbox;

import java.time.Duration;
import java.util.Optional;

/** What became of a request to an inbox. */
public sealed interface InboxResult {

    /**
     * An activity that its actor is known to have made.
     *
     * @param activity the activity
     */
    record Verified(VerifiedActivity activity) implements InboxResult {}

    /**
     * Nothing to do and nothing to complain about: 202.
     *
     * @param reason why, for the log and the counters
     */
    record Ignored(String reason) implements InboxResult {}

    /**
     * Not accepted.
     *
     * @param code the kind; its status goes into the answer
     * @param detail what the sender's administrator can mend, fit to be sent
     * @param retryAfter how long the sender should wait
     */
    record Refused(Refusal code, String detail, Optional<Duration> retryAfter) implements InboxResult {

        /** A refusal that names no time. */
        public Refused(Refusal code, String detail) {
            this(code, detail, Optional.empty());
        }
    }
}
