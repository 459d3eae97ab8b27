package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.CavageProfile;

/** The software whose rules a fake instance follows, with the facts about it that are plain values. */
public enum Profile {
    /** Mastodon 4.6: subscribes with a Follow of the public collection, publishes with LD signatures. */
    MASTODON("mastodon", "4.6.5", "/actor", 410),
    /** Misskey 2025: as Mastodon, with another parser, a narrow time window and 64 KiB of body. */
    MISSKEY("misskey", "2025.4.1", "/users/9relayactor", 404),
    /** Pleroma 2.6 and its family: LitePub subscriptions, Announces only, no LD signatures. */
    PLEROMA("pleroma", "2.6.3", "/relay", 410);

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

    String version() {
        return version;
    }

    String instanceActorPath() {
        return instanceActorPath;
    }

    /** How its requests are signed. */
    CavageProfile cavage() {
        return switch (this) {
            case MASTODON -> CavageProfile.MASTODON;
            case MISSKEY -> CavageProfile.MISSKEY;
            case PLEROMA -> CavageProfile.PLEROMA;
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
        };
    }
}
