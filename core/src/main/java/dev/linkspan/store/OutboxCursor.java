package dev.linkspan.store;

import java.util.List;
import java.util.Optional;

/**
 * Where a page of a collection ended. It comes back from strangers, in the address of a collection's page.
 *
 * @param pos the place of the last item: the offset of the entry that came with it
 */
record OutboxCursor(long pos) {

    /** Before the newest item. */
    static final OutboxCursor START = new OutboxCursor(Long.MAX_VALUE);

    private static final int RADIX = 36;

    /** An item with its place. */
    record Placed(long pos, Published item) {}

    String text() {
        return Long.toString(pos, RADIX);
    }

    /** Where a page begins; empty for what no page said. */
    static Optional<OutboxCursor> of(Optional<String> text) {
        try {
            return Optional.of(text.map(given -> new OutboxCursor(Long.parseLong(given, RADIX)))
                    .orElse(START));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The page that these items make.
     *
     * @param found one more than the limit, if there are more
     */
    static Outboxes.Page page(List<Placed> found, int limit) {
        List<Published> items = found.stream().limit(limit).map(Placed::item).toList();
        return new Outboxes.Page(
                items,
                found.size() <= limit
                        ? Optional.empty()
                        : Optional.of(new OutboxCursor(found.get(limit - 1).pos()).text()));
    }
}
