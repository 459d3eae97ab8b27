package dev.linkspan.testkit;

import java.util.Optional;

/** How one kind of software treats what arrives at its inboxes: at once, and after it has answered. */
interface InboxRules {

    /** What is decided before the answer. */
    sealed interface Admission {

        /** No, with a status. */
        record Refused(int status, String text, String words) implements Admission {}

        /**
         * Yes, or not yet decided.
         *
         * @param signer who signed the request, if that is known by now
         */
        record Admitted(int status, String text, Optional<RemoteActor> signer) implements Admission {}
    }

    /** What became of it in the end. */
    record Outcome(Fate fate, String words) {
        static Outcome taken(String words) {
            return new Outcome(Fate.TAKEN, words);
        }

        static Outcome dropped(String words) {
            return new Outcome(Fate.DROPPED, words);
        }
    }

    /** Decides on the answer. */
    Admission admit(InboundRequest post);

    /** Does what real software does in its queue after answering. */
    Outcome process(InboundRequest post, Optional<RemoteActor> signer);
}
