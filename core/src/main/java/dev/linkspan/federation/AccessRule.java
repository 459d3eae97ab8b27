package dev.linkspan.federation;

/**
 * Who may see what this server shows of its actors: authorized fetch, for all of its documents but those that strangers need
 * to get to know it at all (the server's own actor, WebFinger, NodeInfo). May block; thread-safe.
 */
@FunctionalInterface
public interface AccessRule {

    /** Whether whoever asks may see what is at this path. */
    boolean allows(String path, Requester requester);

    /** Everybody may: the default. */
    static AccessRule open() {
        return (path, requester) -> true;
    }

    /** Who signs may; secure mode, as others call it. */
    static AccessRule signed() {
        return (path, requester) -> requester.actor().isPresent();
    }
}
