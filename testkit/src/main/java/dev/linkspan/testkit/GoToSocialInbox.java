package dev.linkspan.testkit;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.AsObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * GoToSocial's inbox: a media type, a signature over whatever the sender lists, and no look at date or digest. What another
 * passed on is fetched anew or dropped.
 */
final class GoToSocialInbox implements InboxRules {

    private static final Duration AHEAD = Duration.ofSeconds(10);
    private static final String PROFILE = "profile=\"https://www.w3.org/ns/activitystreams\"";

    private final Home home;
    private final Content content;

    GoToSocialInbox(Home home) {
        this.home = home;
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        if (!isWanted(post)) {
            return new Admission.Refused(
                    406, "{\"error\":\"Not Acceptable\"}", "the content type is " + post.field("Content-Type"));
        }
        return switch (CavageHeader.strict(post.field("Signature"))) {
            case CavageHeader.Result.Bad bad -> refused(bad.words());
            case CavageHeader.Result.Read read -> check(post, read.header());
        };
    }

    private static boolean isWanted(InboundRequest post) {
        return post.mediaType().equals(Wire.ACTIVITY_JSON)
                || (post.mediaType().equals("application/ld+json")
                        && post.field("Content-Type").toLowerCase(Locale.ROOT).contains(PROFILE));
    }

    private Admission check(InboundRequest post, CavageHeader header) {
        if (header.get("keyId").isEmpty() || header.get("signature").isEmpty()) {
            return refused("the request is not signed");
        }
        Optional<Instant> created = CavageCheck.epochSeconds(header.get("created"));
        Optional<Instant> expires = CavageCheck.epochSeconds(header.get("expires"));
        if (created.filter(at -> at.isAfter(post.at().plus(AHEAD))).isPresent()
                || expires.filter(post.at()::isAfter).isPresent()) {
            return refused("created in the future, or expired");
        }
        Remote.Lookup lookup = home.remote().byKeyId(header.get("keyId").orElseThrow(), false);
        if (!(lookup instanceof Remote.Lookup.Found found)) {
            return refused("no key: " + ((Remote.Lookup.Missing) lookup).words());
        }
        List<String> signed = header.signed("date");
        if (!CavageCheck.verifies(post, header, signed, found.actor().key(), true)) {
            return refused("the signature is not of " + found.actor().keyId());
        }
        Optional<AsObject> document = post.document();
        boolean isActivity = document.filter(
                        d -> d.id().isPresent() && !d.types().isEmpty() && ActorRules.hasActivityStreamsContext(d))
                .isPresent();
        return isActivity
                ? new Admission.Admitted(202, "{\"status\":\"Accepted\"}", Optional.of(found.actor()))
                : new Admission.Refused(400, "{\"error\":\"Bad Request\"}", "the body is no activity with an id");
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> signer) {
        Activity activity = Activity.of(post.document().orElseThrow());
        String actor = activity.actorId().orElse("");
        return actor.equals(signer.orElseThrow().id())
                ? content.perform(activity, actor)
                : content.refetch(activity, actor);
    }

    private static Admission refused(String words) {
        return new Admission.Refused(401, "{\"error\":\"Unauthorized\"}", words);
    }
}
