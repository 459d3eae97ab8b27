package dev.linkspan.store;

import java.util.Set;

/** Which lanes an entry concerns, and in which form. */
public sealed interface Audience {

    /** Which of an entry's two bodies a lane gets. */
    enum Form {
        /** Nothing: the lane skips the entry. */
        NONE,
        /** The bytes that came in, unchanged. */
        RECEIVED,
        /** The activity of our own making. */
        OWN
    }

    /**
     * All subscribers but some.
     *
     * @param publicStyle what those get who follow {@code as:Public}
     * @param actorStyle what those get who follow our actor
     * @param except authorities that get nothing: the supplier and the object's origin
     */
    record Subscribers(Form publicStyle, Form actorStyle, Set<String> except) implements Audience {
        /** Copies the set. */
        public Subscribers {
            except = Set.copyOf(except);
        }

        /** Whether subscribers of some style get this form. */
        public boolean gets(Form form) {
            return publicStyle == form || actorStyle == form;
        }
    }

    /**
     * One lane, whether it subscribes or not: a control message such as Accept. Always {@link Form#OWN}.
     *
     * @param lane the lane's authority
     * @param inbox where this very entry goes: a control message goes to the actor's own inbox, not the shared one
     */
    record OneLane(String lane, String inbox) implements Audience {}
}
