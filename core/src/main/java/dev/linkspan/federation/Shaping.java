package dev.linkspan.federation;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/** Writes and signs what our actors send, for all and for those who need it otherwise. Thread-safe. */
final class Shaping {

    private final ActivityShape usual;
    private final PeerShapes peers;
    private final DocumentSigner signer;
    private final Function<String, Optional<Activity>> sent;

    Shaping(ActivityShape usual, PeerShapes peers, DocumentSigner signer, ActivityLog log) {
        this.usual = usual;
        this.peers = peers;
        this.signer = signer;
        this.sent = id -> log.own(id)
                .map(OwnActivity::body)
                .flatMap(body -> JsonText.parse(body) instanceof JsonText.Result.Document document
                        ? Optional.of(Activity.of(unsigned(document.object())))
                        : Optional.empty());
    }

    /** The activity as it goes out to all. */
    Activity forAll(Activity activity, String actor) {
        return signed(shaped(usual, activity), actor);
    }

    /**
     * The copies in which an activity goes out.
     *
     * @param activity as it goes out to all
     */
    Copies copies(Activity activity, String actor) {
        Activity plain = Activity.of(unsigned(activity.json()));
        return new Copies(peers, plain, shape -> shaped(shape, plain), other -> signed(other, actor));
    }

    private Activity signed(Activity shaped, String actor) {
        return signer.signed(shaped, actor, Addressing.isPublic(shaped));
    }

    private Activity shaped(ActivityShape shape, Activity activity) {
        Activity shaped = shape.shaped(activity, sent);
        if (!shaped.id().equals(activity.id()) || !shaped.actorId().equals(activity.actorId())) {
            throw new IllegalArgumentException("shape: " + shaped.id().orElse("no id") + " by "
                    + shaped.actorId().orElse("nobody") + " (expected: "
                    + activity.id().orElse("") + " by "
                    + activity.actorId().orElse("") + ", as it was)");
        }
        return Activity.of(Addressing.stripped(shaped.json()));
    }

    private static JsonObject unsigned(JsonObject document) {
        return JsonText.object(document).remove("proof").remove("signature").build();
    }
}
