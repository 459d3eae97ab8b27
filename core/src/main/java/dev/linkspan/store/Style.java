package dev.linkspan.store;

/** The two ways to subscribe to a relay (FEP-ae0c). */
public enum Style {
    /** Follow of {@code as:Public}: wants the original bodies (Mastodon, Misskey). */
    PUBLIC,
    /** Follow of the relay's actor: wants Announces (Pleroma, Akkoma, Friendica, NodeBB, snac). */
    ACTOR
}
