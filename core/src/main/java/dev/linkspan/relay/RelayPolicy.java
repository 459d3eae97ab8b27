package dev.linkspan.relay;

/**
 * What the operator decides.
 *
 * @param follow who may subscribe; {@link Follow#OPEN} unless configured
 * @param publish who may publish; {@link Publish#SUBSCRIBERS} unless configured
 * @param relayUnlisted whether to relay what names the public collection in {@code cc} only; no unless configured, since
 *     its authors asked for less attention
 */
public record RelayPolicy(Follow follow, Publish publish, boolean relayUnlisted) {

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
