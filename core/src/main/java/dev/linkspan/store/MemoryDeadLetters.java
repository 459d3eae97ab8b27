package dev.linkspan.store;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the application could not deal with, in memory. */
final class MemoryDeadLetters implements DeadLetters {

    private final MemoryState state;
    private final int limit;
    private final TreeMap<Long, DeadLetter> letters = new TreeMap<>();

    MemoryDeadLetters(MemoryState state, int limit) {
        this.state = state;
        this.limit = limit;
    }

    @Override
    public void put(DeadLetter letter) {
        state.atomically(() -> {
            letters.put(letter.offset(), letter.asStored());
            if (!letter.supplier().isEmpty()) {
                letters.values().removeAll(surplusOf(letter.supplier()));
            }
            if (letters.size() > limit) {
                letters.pollFirstEntry();
            }
            return letter;
        });
    }

    private List<DeadLetter> surplusOf(String supplier) {
        return letters.descendingMap().values().stream()
                .filter(letter -> letter.supplier().equals(supplier))
                .skip(limit / Limits.SUPPLIER_PART)
                .toList();
    }

    @Override
    public List<DeadLetter> list(int most) {
        return state.atomically(
                () -> letters.descendingMap().values().stream().limit(most).toList());
    }

    @Override
    public Optional<DeadLetter> find(long offset) {
        return state.atomically(() -> Optional.ofNullable(letters.get(offset)));
    }

    @Override
    public boolean remove(long offset) {
        return state.atomically(() -> letters.remove(offset) != null);
    }
}
