package dev.linkspan.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * What fails is mostly of one server: it sends what the application cannot read, or what makes it wait for that very server.
 * Such a server may take what nobody else wants, but not keep it from others: who has most beside the cursor gives way to those who
 * find no place, if others' entries are taken meanwhile, and half of the handlers are for what did not fail, or failed for
 * somebody else.
 */
/** What each server that brings entries has of the application's places. Pure, guarded by the lane's lock. */
final class SupplierShares {

    /** A server with no more than this part of the places beside the cursor gives none of them up. */
    static final int PART = 8;

    /** Where there are no suppliers: never changed, so that all lanes but the application's share it. */
    static final SupplierShares NONE = new SupplierShares(1, 1);

    private final int fairShare;
    private final int maxRetries;
    private final Map<String, Integer> aside = new HashMap<>();
    private final Map<String, Integer> retries = new HashMap<>();
    private final Map<String, List<Slot>> held = new HashMap<>();
    private final WorkingSpell spell;

    /**
     * Nothing taken.
     *
     * @param places how many there are beside the cursor
     * @param window how many entries are handled at once
     */
    SupplierShares(int places, int window) {
        this.fairShare = Math.max(1, places / PART);
        this.maxRetries = Math.max(1, window / 2);
        this.spell = new WorkingSpell(places / 2); // an outage that fills the places has more failures
    }

    void stepsAside(Slot slot) {
        if (!slot.supplier.isEmpty()) {
            aside.merge(slot.supplier, 1, Integer::sum);
            if (slot.attempts == 0) {
                spell.fails(); // with the one before it
            }
        }
    }

    void leaves(Slot slot) {
        aside.computeIfPresent(slot.supplier, (supplier, count) -> count == 1 ? null : count - 1);
    }

    /**
     * The server that has to give way to this one: the one with most beside the cursor, if that is more than its share; the
     * entry's own if no other has more. Empty if nobody has too much.
     */
    Optional<String> yielding(Slot slot) {
        int own = aside.getOrDefault(slot.supplier, 0);
        Optional<String> other = aside.entrySet().stream()
                .filter(entry -> entry.getValue() > Math.max(own, fairShare))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        return other.or(() -> own >= fairShare ? Optional.of(slot.supplier) : Optional.empty());
    }

    /**
     * Whether it is its server that makes it fail, as far as is known, and not the application that is out of order.
     *
     * @param first the one that failed: the entry's own, or that behind which it waits
     */
    boolean blames(Slot slot, Slot first) {
        return spell.blames(first, slot.supplier);
    }

    /** Whether it has to wait until another one of its server is through, and then holds it. */
    boolean holds(Slot slot) {
        boolean wait = isRetry(slot) && retries.getOrDefault(slot.supplier, 0) >= maxRetries;
        if (wait) {
            held.computeIfAbsent(slot.supplier, supplier -> new ArrayList<>()).add(slot);
        }
        return wait;
    }

    private static boolean isRetry(Slot slot) {
        return slot.attempts > 0 && slot.hopeless == null && !slot.supplier.isEmpty();
    }

    void begins(Slot slot) {
        if (!slot.supplier.isEmpty()) {
            spell.begins(slot.lastTried);
        }
        slot.retry = isRetry(slot);
        if (slot.retry) {
            retries.merge(slot.supplier, 1, Integer::sum);
        }
    }

    /** The application took it, and had something to do with it. */
    void takes(Slot slot) {
        if (!slot.supplier.isEmpty()) {
            spell.takes(slot);
        }
    }

    void fails(Slot slot) {
        if (slot.attempts == 1 && !slot.supplier.isEmpty()) {
            spell.fails();
        }
    }

    /** Its attempt is over. Gives back what waited for that. */
    List<Slot> ends(Slot slot) {
        if (!slot.retry) {
            return List.of();
        }
        slot.retry = false;
        retries.computeIfPresent(slot.supplier, (supplier, count) -> count == 1 ? null : count - 1);
        return Optional.ofNullable(held.remove(slot.supplier)).orElse(List.of());
    }

    /** It waits for nothing any more. */
    void release(Slot slot) {
        held.computeIfPresent(slot.supplier, (supplier, slots) -> {
            slots.remove(slot);
            return slots.isEmpty() ? null : slots;
        });
    }
}
