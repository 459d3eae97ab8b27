package dev.linkspan.federation;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
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
        return written(usual, activity, actor);
    }

    /**
     * The activity as it goes out to those who need it otherwise.
     *
     * @param activity as it goes out to all
     */
    Activity forSome(ActivityShape shape, Activity activity, String actor) {
        return written(shape, Activity.of(unsigned(activity.json())), actor);
    }

    /** Inboxes by the shape that their servers need, those of the usual one under {@link ActivityShape#AS_WRITTEN}. */
    Map<ActivityShape, Map<String, String>> byShape(Map<String, String> inboxes) {
        Map<ActivityShape, Map<String, String>> all = new LinkedHashMap<>();
        inboxes.forEach((authority, inbox) -> all.computeIfAbsent(peers.of(authority), shape -> new LinkedHashMap<>())
                .put(authority, inbox));
        return all;
    }

    private Activity written(ActivityShape shape, Activity activity, String actor) {
        Activity shaped = shape.shaped(activity, sent);
        if (!shaped.id().equals(activity.id()) || !shaped.actorId().equals(activity.actorId())) {
            throw new IllegalArgumentException("shape: " + shaped.id().orElse("no id") + " by "
                    + shaped.actorId().orElse("nobody") + " (expected: "
                    + activity.id().orElse("") + " by "
                    + activity.actorId().orElse("") + ", as it was)");
        }
        Activity plain = Activity.of(Addressing.stripped(shaped.json()));
        return signer.signed(plain, actor, Addressing.isPublic(plain));
    }

    private static JsonObject unsigned(JsonObject document) {
        return JsonText.object(document).remove("proof").remove("signature").build();
    }
}
