package dev.linkspan.delivery;

/** What the application makes of an entry that it is handed. */
public sealed interface Handled {

    /**
     * It is dealt with.
     *
     * @param heard whether somebody heard of it, and could have failed
     */
    record Done(boolean heard) implements Handled {

        /** It is dealt with by somebody who could have failed. */
        public Done() {
            this(true);
        }
    }

    /**
     * Not now: it is handed over again, after a pause that grows each time, as often as
     * {@link DeliverySettings#applicationAttempts()} says.
     *
     * @param reason a sentence for the log
     */
    record Later(String reason) implements Handled {}

    /**
     * It will never be dealt with.
     *
     * @param reason a sentence for the log and for whoever looks at the dead letter
     */
    record Never(String reason) implements Handled {}
}
