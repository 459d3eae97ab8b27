package dev.linkspan.delivery;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which class of lanes has the next turn while several wait: each as often as its weight says, evenly mixed. A class saves up
 * no turns while none of its lanes waits. Not thread-safe; the dispatcher's thread uses it.
 */
final class TurnOrder {

    /** The classes of lanes. */
    enum Kind {
        /** Takes posts, and is near the end of the log. */
        FRESH(3),

        /** Takes posts, and catches up: while fresh ones wait too, they have three of four turns. */
        BEHIND(1),

        /** Did not take anything lately, or only slowly. */
        DOUBTFUL(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private final Map<Kind, Integer> credits = new EnumMap<>(Kind.class);
    private final Set<Kind> waiting = EnumSet.noneOf(Kind.class);

    /** The class whose turn it is; empty if none waits. It counts as taken once {@link #took} is called. */
    Optional<Kind> next(Predicate<Kind> waits) {
        waiting.clear();
        Optional<Kind> next = Optional.empty();
        for (Kind kind : Kind.values()) {
            if (!waits.test(kind)) {
                credits.remove(kind);
                continue;
            }
            waiting.add(kind);
            if (next.isEmpty() || credit(kind) + kind.weight > credit(next.get()) + next.get().weight) {
                next = Optional.of(kind);
            }
        }
        return next;
    }

    /** The class that was next used its turn. */
    void took(Kind taken) {
        for (Kind kind : waiting) {
            credits.merge(kind, kind.weight, Integer::sum);
            credits.merge(taken, -kind.weight, Integer::sum);
        }
    }

    private int credit(Kind kind) {
        return credits.getOrDefault(kind, 0);
    }
}
