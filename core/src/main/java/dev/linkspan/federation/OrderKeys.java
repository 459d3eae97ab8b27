package dev.linkspan.federation;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Block;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import java.util.Optional;

/** What activities have to do with each other: those of one key are dealt with in the order in which they came. Pure. */
final class OrderKeys {

    private static final String RELATION = "relation ";

    private OrderKeys() {}

    static String of(Activity activity, String id, String actor) {
        return switch (activity) {
            case Follow a -> relation(actor);
            case Block a -> relation(actor);
            case Accept a -> relation(actor);
            case Reject a -> relation(actor);
            case Undo a -> ofUndone(a, id, actor);
            case Activity a -> ofObject(a, id);
        };
    }

    /** What an Undo takes back stands within it, or is named by its id: then it may be anything, a Follow most of all. */
    private static String ofUndone(Undo undo, String id, String actor) {
        Optional<Activity> undone = undo.object().embedded(Activity.class);
        return undone.isPresent() ? of(undone.get(), undone.get().id().orElse(id), actor) : relation(actor);
    }

    /** A Like or an Announce of a post waits for nothing that happens to the post. */
    private static String ofObject(Activity activity, String id) {
        boolean makes = activity.is("Create") || activity.is("Update") || activity.is("Delete");
        return makes ? activity.objectId().orElse(id) : id;
    }

    /** Whether an activity is about who follows whom. */
    static boolean isOfRelation(String key) {
        return key.startsWith(RELATION);
    }

    private static String relation(String actor) {
        return RELATION + actor;
    }
}
