package dev.linkspan.relay;

import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param follow who may subscribe; {@link Follow#OPEN} unless configured
 * @param publish who may publish; {@link Publish#SUBSCRIBERS} unless configured
 * @param relayUnlisted whether to relay what names the public collection in {@code cc} only; no unless configured, since
 *     its authors asked for less attention
 * @param history how far in the past a new subscriber begins; nothing unless configured, since posts of an open relay would
 *     flood who only wants to see. It gets no more than the log still holds: by default the last 24 hours
 */
public record RelayPolicy(Follow follow, Publish publish, boolean relayUnlisted, Duration history) {

    /**
     * Checks the span.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RelayPolicy {
        if (history.isNegative()) {
            throw new IllegalArgumentException("history: " + history + " (expected: 0 or more)");
        }
    }

    /** A policy by which a new subscriber begins with what is accepted from then on. */
    public RelayPolicy(Follow follow, Publish publish, boolean relayUnlisted) {
        this(follow, publish, relayUnlisted, Duration.ZERO);
    }

    /** This policy with another beginning for new subscribers. */
    public RelayPolicy withHistory(Duration past) {
        return new RelayPolicy(follow, publish, relayUnlisted, past);
    }

    /** Who may subscribe. */
    public enum Follow {
        /** Everyone whose host is not blocked. */
        OPEN,
        /** Everyone, after the operator said yes. */
        APPROVAL,
        /** Only hosts with an allow rule; the others get a Reject. */
        ALLOW_LIST
    }

    /** Who may publish. */
    public enum Publish {
        /** Hosts that subscribe. */
        SUBSCRIBERS,
        /** Hosts that subscribe, and hosts with an allow rule. */
        ALLOW_LIST,
        /** Every host that is not blocked. */
        OPEN
    }

    /** The defaults. */
    public static RelayPolicy defaults() {
        return new RelayPolicy(Follow.OPEN, Publish.SUBSCRIBERS, false);
    }
}
