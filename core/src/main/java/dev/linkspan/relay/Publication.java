package dev.linkspan.relay;

import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Update;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Builds the log entries of what is passed on, and answers the questions that the publishing rules share. */
final class Publication {

    /** Misskey and its kin refuse a body of more than 64 KiB. */
    private static final int MAX_FORWARDED = 64 * 1024;

    private final RelayPolicy policy;
    private final InstantSource clock;

    Publication(RelayPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** Whether an activity is public enough: the public collection in {@code to}, or in {@code cc} if that is allowed. */
    boolean isPublic(Activity activity) {
        return Public.isIn(activity.to().ids())
                || (policy.relayUnlisted() && Public.isIn(activity.cc().ids()));
    }

    /** The key of the first sight of an object; apart from the keys of activities, whose ids others can guess. */
    static String objectKey(String objectId) {
        return "object " + objectId;
    }

    /** The key of an activity. */
    static String activityKey(String activityId) {
        return "activity " + activityId;
    }

    /** The key of the Undo of our Announce that comes of a Delete which we do not hand on: another may come that we do. */
    static String undoKey(String deleteId) {
        return "undo for " + deleteId;
    }

    /** An entry for all but those who have the activity already: its supplier and the host of its object. */
    NewEntry entry(
            String key,
            VerifiedActivity activity,
            String objectId,
            Form publicStyle,
            Form actorStyle,
            Optional<OwnActivity> own,
            Optional<String> undoes) {
        boolean received = publicStyle == Form.RECEIVED || actorStyle == Form.RECEIVED;
        Set<String> except = new HashSet<>();
        except.add(activity.supplier().toString());
        except.add(activity.origin().toString());
        Authority.of(objectId).ifPresent(origin -> except.add(origin.toString()));
        return new NewEntry(
                key,
                activity.id(),
                typeOf(activity.activity()),
                objectId,
                new Audience.Subscribers(publicStyle, actorStyle, except),
                received ? Optional.of(activity.body()) : Optional.empty(),
                own,
                undoes,
                clock.instant());
    }

    /** The type by which the entry is kept and delivered; an activity may have several. */
    private static String typeOf(Activity activity) {
        return switch (activity) {
            case Create a -> "Create";
            case Update a -> "Update";
            case Delete a -> "Delete";
            case Announce a -> "Announce";
            case Move a -> "Move";
            case Activity a -> a.types().isEmpty() ? "" : a.types().getFirst();
        };
    }

    /** The form for those who follow {@code as:Public}: the very bytes if they will believe them, else ours. */
    static Form formFor(VerifiedActivity activity, Form otherwise) {
        return activity.isSignedDocument() && activity.body().length() <= MAX_FORWARDED ? Form.RECEIVED : otherwise;
    }
}
