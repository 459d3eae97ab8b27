package dev.linkspan.testkit;

/** The software whose rules a fake instance follows, with the facts about it that are plain values. */
public enum Profile {
    /** Mastodon 4.6: subscribes with a Follow of the public collection, publishes with LD signatures. */
    MASTODON("mastodon", "4.6.5", "/actor", "host date digest content-type (request-target)", 410),
    /** Misskey 2025: as Mastodon, with another parser, a narrow time window and 64 KiB of body. */
    MISSKEY("misskey", "2025.4.1", "/users/9relayactor", "(request-target) date host digest", 404),
    /** Pleroma 2.6 and its family: LitePub subscriptions, Announces only, no LD signatures. */
    PLEROMA("pleroma", "2.6.3", "/relay", "(request-target) content-length date digest host", 410);

    private final String software;
    private final String version;
    private final String instanceActorPath;
    private final String signedFields;
    private final int statusWhenDeleted;

    Profile(String software, String version, String instanceActorPath, String signedFields, int statusWhenDeleted) {
        this.software = software;
        this.version = version;
        this.instanceActorPath = instanceActorPath;
        this.signedFields = signedFields;
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

    String signedFields() {
        return signedFields;
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
