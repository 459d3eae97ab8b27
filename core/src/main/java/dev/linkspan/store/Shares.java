package dev.linkspan.store;

/** How lanes are divided among nodes. */
final class Shares {

    private Shares() {}

    /** How many lanes a node may hold: rounded up, so that all shares together cover all lanes. */
    static int of(long lanes, long nodes) {
        return (int) Math.ceilDiv(lanes, Math.max(1, nodes));
    }
}
