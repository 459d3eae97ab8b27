package dev.linkspan.httpsignatures;

/** Finds the public key behind a key id. Implementations are thread-safe and may block on the network. */
@FunctionalInterface
public interface KeyResolver {

    /** How the key may be found. */
    enum Freshness {
        /** A remembered key is good enough. */
        CACHED,
        /** The remembered key failed: fetch it again, if the resolver's limits allow. */
        FRESH
    }

    /** Resolves a key id to a key or to the reason why there is none. Never throws for what a stranger did. */
    KeyResolution resolve(String keyId, Freshness freshness);
}
