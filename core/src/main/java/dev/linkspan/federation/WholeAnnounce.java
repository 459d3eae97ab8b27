package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Ref;
import java.util.Optional;
import java.util.function.Function;

/** An Announce of an activity of ours that everybody may see holds all of it. Pure. */
final class WholeAnnounce {

    private WholeAnnounce() {}

    static Activity shaped(Activity activity, Function<String, Optional<Activity>> sent) {
        boolean bare = activity instanceof Announce && activity.object() instanceof Ref.Link;
        return activity.objectId()
                .filter(id -> bare)
                .flatMap(sent)
                .filter(OutboxRules::isForAll)
                .map(announced -> Activity.of(
                        activity.toBuilder().set("object", announced.json()).build()))
                .orElse(activity);
    }
}
