package dev.linkspan.relay;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import java.util.List;
import java.util.Optional;

/** What a rule makes of a verified activity; carrying it out is one durable act. */
public sealed interface Decision {

    /**
     * Write a subscription and send control messages.
     *
     * @param before what it was decided upon: the subscription so far, if there was one
     * @param subscription what shall hold
     * @param control the messages
     */
    record Subscribe(Optional<Subscription> before, Subscription subscription, List<NewEntry> control)
            implements Decision {
        /** Copies the list. */
        public Subscribe {
            control = List.copyOf(control);
        }
    }

    /**
     * Remove a subscription and send control messages.
     *
     * @param subscription what no longer holds
     * @param control the messages
     */
    record Unsubscribe(Subscription subscription, List<NewEntry> control) implements Decision {
        /** Copies the list. */
        public Unsubscribe {
            control = List.copyOf(control);
        }

        /** The actor that no longer subscribes. */
        public String actor() {
            return subscription.actor();
        }

        /** The style in which it did. */
        public Style style() {
            return subscription.style();
        }
    }

    /**
     * Pass something on to subscribers, or send a message to one.
     *
     * @param entries what to append; the first deduplicates
     */
    record Append(List<NewEntry> entries) implements Decision {
        /** Copies the list. */
        public Append {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Nothing to do.
     *
     * @param reason why, one of a closed set of words for counters
     */
    record Ignore(String reason) implements Decision {}

    /**
     * Not acceptable.
     *
     * @param code the kind
     * @param detail what the sender can mend
     */
    record Refuse(Refusal code, String detail) implements Decision {}
}
