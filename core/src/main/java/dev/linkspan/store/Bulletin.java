package dev.linkspan.store;

import dev.linkspan.store.Change.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one node's transaction tells the others, as a notification carries it: a line of numbers, then one line for each
 * change.
 *
 * @param node whose it is
 * @param end the new end of the log; 0 if it is as it was
 * @param revision the number of the changes; 0 if there are none
 * @param changes what changed; absent if that was too much to say, and all is to be read again
 */
record Bulletin(String node, long end, long revision, Optional<List<Change>> changes) {

    /** A notification carries 8,000 bytes at most. */
    private static final int MAX_BYTES = 7_000;

    /** Copies the list. */
    Bulletin {
        changes = changes.map(List::copyOf);
    }

    String text() {
        String head = node + " " + end + " " + revision;
        StringBuilder text = new StringBuilder(head);
        for (Change change : changes.orElse(List.of())) {
            text.append('\n').append(change.topic()).append(' ').append(change.key());
        }
        boolean fits = changes.isPresent() && text.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        return fits ? text.toString() : head + "\n*";
    }

    /** Reads one; empty for what is none, or of another version. */
    static Optional<Bulletin> of(String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split(" ", -1);
        try {
            List<Change> changes = new ArrayList<>();
            boolean all = lines.length == 2 && lines[1].equals("*");
            for (int i = 1; i < lines.length && !all; i++) {
                String[] change = lines[i].split(" ", 2);
                changes.add(new Change(Topic.valueOf(change[0]), change[1]));
            }
            return Optional.of(new Bulletin(
                    head[0],
                    Long.parseLong(head[1]),
                    Long.parseLong(head[2]),
                    all ? Optional.empty() : Optional.of(changes)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
