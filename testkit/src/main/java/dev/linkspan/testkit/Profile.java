package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.CavageProfile;

/** The software whose rules a fake instance follows, with the facts about it that are plain values. */
public enum Profile {
    /** Mastodon 4.6: subscribes with a Follow of the public collection, publishes with LD signatures. */
    MASTODON("mastodon", "4.6.5", "/actor", 410),
    /** Misskey 2025: as Mastodon, with another parser, a narrow time window and 64 KiB of body. */
    MISSKEY("misskey", "2025.4.1", "/users/9relayactor", 404),
    /** Pleroma 2.6 and its family: LitePub subscriptions, Announces only, no LD signatures. */
    PLEROMA("pleroma", "2.6.3", "/relay", 410),
    /** GoToSocial 0.20: shows nothing to unsigned requests, has no shared inbox, and key ids without a fragment. */
    GOTOSOCIAL("gotosocial", "0.20.0", "/users/instance", 410),
    /** Lemmy: people follow groups only; a refused activity is a 400, whatever was wrong with it. */
    LEMMY("lemmy", "0.19.12", "/", 410),
    /** Friendica 2024: 202 for everything that has a media type, and a window from five minutes behind to one ahead. */
    FRIENDICA("friendica", "2024.12", "/friendica", 410),
    /** Threads, of which only what others noticed is known: its digests, its Undo, its actors. */
    THREADS("threads", "1.0.0", "/ap/users/instance", 404);

    private final String software;
    private final String version;
    private final String instanceActorPath;
    private final int statusWhenDeleted;

    Profile(String software, String version, String instanceActorPath, int statusWhenDeleted) {
        this.software = software;
        this.version = version;
        this.instanceActorPath = instanceActorPath;
        this.statusWhenDeleted = statusWhenDeleted;
    }

    /** Its name in NodeInfo. */
    public String software() {
        return software;
    }

    /** Whether it follows the relay's actor and wants to be followed back, instead of following the public collection. */
    public boolean isLitePub() {
        return this == PLEROMA;
    }

    /** Whether a fake instance of it can join a relay; the others have no relay client, or none that is played here. */
    public boolean joinsRelays() {
        return switch (this) {
            case MASTODON, MISSKEY, PLEROMA -> true;
            case GOTOSOCIAL, LEMMY, FRIENDICA, THREADS -> false;
        };
    }

    String version() {
        return version;
    }

    String instanceActorPath() {
        return instanceActorPath;
    }

    /** The path of a user's id. */
    String userPath(String name) {
        return switch (this) {
            case MASTODON, MISSKEY, PLEROMA, GOTOSOCIAL -> "/users/" + name;
            case LEMMY -> "/u/" + name;
            case FRIENDICA -> "/profile/" + name;
            case THREADS -> "/ap/users/" + name;
        };
    }

    /** What an actor's id is made a key id with. */
    String keySuffix() {
        return this == GOTOSOCIAL ? "/main-key" : "#main-key";
    }

    boolean hasSharedInbox() {
        return this != GOTOSOCIAL;
    }

    /** Whether it shows documents to signed requests only, whatever its admin says. */
    boolean isAlwaysSecure() {
        return this == GOTOSOCIAL;
    }

    /** Whether an Accept or Reject counts only if the Follow stands in it. */
    boolean wantsFollowEmbedded() {
        return this == MISSKEY || this == LEMMY;
    }

    /** Whether what it sends to everybody carries a Linked Data signature. */
    boolean signsDocuments() {
        return this == MASTODON || this == FRIENDICA;
    }

    /** How its requests are signed. */
    CavageProfile cavage() {
        return switch (this) {
            case MASTODON -> CavageProfile.MASTODON;
            case MISSKEY -> CavageProfile.MISSKEY;
            case PLEROMA -> CavageProfile.PLEROMA;
            case GOTOSOCIAL -> CavageProfile.GOTOSOCIAL;
            case LEMMY -> CavageProfile.LEMMY;
            case FRIENDICA -> CavageProfile.FRIENDICA;
            case THREADS -> CavageProfile.UNIVERSAL;
        };
    }

    int statusWhenDeleted() {
        return statusWhenDeleted;
    }

    InboxRules rules(Home home) {
        return switch (this) {
            case MASTODON -> new MastodonInbox(home);
            case MISSKEY -> new MisskeyInbox(home);
            case PLEROMA -> new PleromaInbox(home);
            case GOTOSOCIAL -> new GoToSocialInbox(home);
            case LEMMY -> new LemmyInbox(home);
            case FRIENDICA -> new FriendicaInbox(home);
            case THREADS -> new ThreadsInbox(home);
        };
    }
}
