package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of sending: it is in the log and will be delivered, whatever happens to this process.
 *
 * @param activity the activity as its receivers get it, its id filled in
 * @param inboxes how many inboxes of others it goes to; actors of one server that share an inbox count once
 * @param local the handles of our own actors who get it; its followers among them together, by one entry
 * @param postponed actors, by id, whose server could not say just now where their inbox is; it is asked again, later each time
 * @param unreached who does not get it, by id or inbox, and why: no such actor, a blocked host, or a host where the sender has more
 *     than 5,000 followers, or more than 1,000 actors or inboxes are named, and that has no shared inbox
 */
public record Sent(
        Activity activity, int inboxes, List<String> local, Set<String> postponed, Map<String, String> unreached) {

    /** Copies the collections. */
    public Sent {
        local = List.copyOf(local);
        postponed = Set.copyOf(postponed);
        unreached = Map.copyOf(unreached);
    }

    /** The activity's id. */
    public String id() {
        return activity.id().orElseThrow();
    }
}
