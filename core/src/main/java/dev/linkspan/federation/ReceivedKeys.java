package dev.linkspan.federation;

import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.EmojiReact;
import dev.linkspan.vocab.Like;

/** What is the same when it comes again: the log takes what has one of these keys once. Pure. */
final class ReceivedKeys {

    private ReceivedKeys() {}

    /** The key of what came to an inbox. */
    static String of(VerifiedActivity verified, LocalInbox inbox) {
        return of(verified.activity(), verified.id(), verified.actor(), inbox);
    }

    /** Named by the verified actor, too: nobody can use up another's id. Once for each inbox. */
    static String of(Activity activity, String id, String actor, LocalInbox inbox) {
        String key = "in " + inbox.handle().orElse("") + " " + actor + " " + id;
        return switch (activity) {
            // snac2 2.75 names them by what they are about: taken back and made anew, one differs in its date only.
            case Like a -> dated(key, a);
            case Announce a -> dated(key, a);
            case EmojiReact a -> dated(key, a);
            case Activity a -> key;
        };
    }

    private static String dated(String key, Activity activity) {
        return activity.published().map(date -> key + " " + date).orElse(key);
    }
}
