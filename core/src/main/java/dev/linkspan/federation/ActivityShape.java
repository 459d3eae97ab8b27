package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an activity is written for those who get it; what it says, and of whom, stays the same. A shape is called
 * once for each activity, not for each delivery. Pure, thread-safe.
 */
@FunctionalInterface
public interface ActivityShape {

    /** As the application wrote it. */
    ActivityShape AS_WRITTEN = (activity, sent) -> activity;

    /**
     * As all servers read it, so that nobody needs to know who reads: {@code to}, {@code cc}, {@code tag} and
     * {@code attachment} are arrays, the public collection is its full URI, authors are named by their ids, an object names its
     * author and its addressees, a text is there besides its language map, a Delete of an object holds a Tombstone, and an Undo
     * holds what it undoes.
     */
    ActivityShape COMPATIBLE = CompatibleShape::shaped;

    /**
     * As Lemmy and its kin read what a group announces: the whole activity within the Announce, where others take the id too and
     * have it at first hand.
     */
    ActivityShape LEMMY = WholeAnnounce::shaped;

    /**
     * The activity in this shape.
     *
     * @param activity with its id and its actor, which stay; without hidden addressees, a proof, and a signature
     * @param sent finds what our actors sent before by its id, for as long as it is remembered
     */
    Activity shaped(Activity activity, Function<String, Optional<Activity>> sent);

    /** This shape, and another one on top of it. */
    default ActivityShape and(ActivityShape next) {
        return (activity, sent) -> next.shaped(shaped(activity, sent), sent);
    }

    /**
     * What a server of this software needs on top of {@link #COMPATIBLE}; {@link #AS_WRITTEN} where that is nothing.
     *
     * @param name its name in NodeInfo, say {@code lemmy}
     */
    static ActivityShape ofSoftware(String name) {
        return switch (name) {
            case "lemmy", "piefed", "mbin" -> LEMMY;
            default -> AS_WRITTEN;
        };
    }
}
