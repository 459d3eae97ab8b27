package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import java.util.List;
import java.util.Map;

/**
 * What became of sending: it is in the log and will be delivered, whatever happens to this process.
 *
 * @param activity the activity as its receivers get it, its id filled in
 * @param inboxes how many inboxes of others it goes to; actors of one server that share an inbox count once
 * @param local the handles of our own actors who get it
 * @param unreached actors who do not get it, by id, and why: no such actor, a blocked host, a server that could not say
 *     where their inbox is
 */
public record Sent(Activity activity, int inboxes, List<String> local, Map<String, String> unreached) {

    /** Copies the collections. */
    public Sent {
        local = List.copyOf(local);
        unreached = Map.copyOf(unreached);
    }

    /** The activity's id. */
    public String id() {
        return activity.id().orElseThrow();
    }
}
