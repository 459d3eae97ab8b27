package dev.linkspan.inbox;

/**
 * Limits of an inbox.
 *
 * @param maxBodyBytes the largest body in bytes; 1 MiB unless configured, which is Mastodon's limit
 * @param requestsPerSecond how many verified requests one host may send each second on average; 100 unless configured
 * @param burst how many it may send at once after a rest; 2,000 unless configured
 */
public record InboxLimits(int maxBodyBytes, double requestsPerSecond, int burst) {

    /** The defaults. */
    public static InboxLimits defaults() {
        return new InboxLimits(1 << 20, 100, 2_000);
    }
}
