package dev.linkspan.store;

import java.util.Map;
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

    /**
     * Lanes by name, whether they subscribe or not: the hosts of those to whom one of our actors sends something. They get
     * {@link Form#OWN}, or {@link Form#RECEIVED} where the entry has no activity of our own making, which is how inbox
     * forwarding hands on what came in.
     *
     * @param sender the id of the actor of ours whose key signs
     * @param inboxes the inbox of each lane where this very entry goes, by the lane's authority; a host with several inboxes
     *     takes several entries
     */
    record Named(String sender, Map<String, String> inboxes) implements Audience {
        /**
         * Copies the map.
         *
         * @throws IllegalArgumentException if an authority or an inbox is empty or holds white space, or an authority is no
         *     host's
         */
        public Named {
            inboxes = Map.copyOf(inboxes);
            inboxes.forEach((authority, inbox) -> {
                if (!isWord(authority) || authority.startsWith("@")) {
                    throw new IllegalArgumentException("authority: \"" + authority + "\" (expected: a host)");
                }
                if (!isWord(inbox)) {
                    throw new IllegalArgumentException(
                            "inbox on " + authority + ": \"" + inbox + "\" (expected: an address)");
                }
            });
        }

        private static boolean isWord(String text) {
            return !text.isEmpty() && text.chars().allMatch(c -> c > ' ');
        }
    }

    /**
     * The application that we are part of, which takes it from {@link Lane#APPLICATION}: always {@link Form#RECEIVED}.
     *
     * @param supplier the host that brought it, with a port that is not the default, to whose share of the places it counts;
     *     empty for what is our own, which has no share
     * @param note what the application wants to know of it besides its bytes; the store does not look into it
     */
    record Application(String supplier, String note) implements Audience {

        /** Our own. */
        public Application(String note) {
            this("", note);
        }
    }
}
