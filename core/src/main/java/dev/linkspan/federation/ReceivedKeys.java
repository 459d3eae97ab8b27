package dev.linkspan.federation;

import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.EmojiReact;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Undo;

/** What is the same when it comes again: the log takes what has one of these keys once. Pure. */
final class ReceivedKeys {

    private ReceivedKeys() {}

    /** The key of what came to an inbox. */
    static String of(VerifiedActivity verified, LocalInbox inbox) {
        return of(verified.activity(), verified.id(), verified.actor(), inbox);
    }

    /** The key of a part of what has this key. */
    static String ofPart(String key) {
        return key + " in part";
    }

    /** Named by the verified actor, too: nobody can use up another's id. Once for each inbox. */
    static String of(Activity activity, String id, String actor, LocalInbox inbox) {
        String key = prefix(actor, inbox) + id;
        return switch (activity) {
            // snac2 2.75 names them by what they are about: taken back and made anew, one differs in its date only.
            case Like a -> dated(key, a);
            case Announce a -> dated(key, a);
            case EmojiReact a -> dated(key, a);
            case Undo a -> ofUndo(key, a, actor, inbox);
            case Activity a -> key;
        };
    }

    /** The key of what takes this back and bears no date; no id is like it. */
    static String ofUndoing(VerifiedActivity verified, LocalInbox inbox) {
        return ofUndoing(verified.id(), verified.actor(), inbox);
    }

    /** Misskey makes its id of what is undone, and dates it; PeerTube does not date it. Its copies have its date. */
    private static String ofUndo(String key, Undo undo, String actor, LocalInbox inbox) {
        return undo.published().isPresent()
                ? dated(key, undo)
                : undo.objectId().map(undone -> ofUndoing(undone, actor, inbox)).orElse(key);
    }

    private static String ofUndoing(String undone, String actor, LocalInbox inbox) {
        return prefix(actor, inbox) + "undone " + undone;
    }

    private static String prefix(String actor, LocalInbox inbox) {
        return "in " + inbox.handle().orElse("") + " " + actor + " ";
    }

    private static String dated(String key, Activity activity) {
        return activity.published().map(date -> key + " " + date).orElse(key);
    }
}
