package dev.linkspan.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            if (letters.size() > limit) {
                letters.remove(oneTooMany());
            }
            return letter;
        });
    }

    private long oneTooMany() {
        Optional<String> greedy = suppliers().entrySet().stream()
                .filter(entry -> entry.getValue() > limit / Limits.SUPPLIER_PART)
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
        return letters.values().stream()
                .filter(letter -> greedy.isEmpty() || letter.supplier().equals(greedy.get()))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    /** How many each has; what is our own is nobody's. */
    private Map<String, Integer> suppliers() {
        Map<String, Integer> counts = new HashMap<>();
        letters.values().forEach(letter -> counts.merge(letter.supplier(), 1, Integer::sum));
        counts.remove("");
        return counts;
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
