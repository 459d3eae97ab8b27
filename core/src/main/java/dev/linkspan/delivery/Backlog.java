package dev.linkspan.delivery;

import dev.linkspan.store.LaneProgress.Straggler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a lane has read and not yet delivered: entries ahead of the cursor, stragglers before it, and the order among entries
 * about one object. Pure, guarded by the lane's lock.
 */
final class Backlog {

    /** A straggler is only given up for a newer one after this many failures of its own. */
    static final int STRAGGLER_ATTEMPTS = 4;

    /**
     * Lasting entries do not go by age, so there may be this many times more of them. When they are even more, the oldest goes:
     * if they held the cursor, a host that takes no deletion would soon get no post either.
     */
    static final int LASTING_STRAGGLERS = 16;

    /**
     * So many of the application's wait behind one that fails: what one stranger sends about one object must neither fill the
     * lane nor keep it busy for weeks.
     */
    static final int MAX_WAITING = 16;

    private static final Comparator<Slot> ORDER =
            Comparator.<Slot, Instant>comparing(slot -> slot.due).thenComparing(slot -> slot.offset);
    private static final int LARGE = 6;

    private final int maxStragglers;
    private final boolean isApplication;
    private final SupplierShares shares;
    private long readOffset;

    /** Ahead of the cursor; the insertion order is that of the offsets. */
    private Map<Long, Slot> ahead = new LinkedHashMap<>(4);

    private final NavigableMap<Long, Slot> stragglers = new TreeMap<>();

    /** How many of the stragglers are lasting; the two kinds have places of their own. */
    private int lasting;

    /** The last entry per order key, behind which the next one waits. */
    private Map<String, Slot> lastOfKey = new HashMap<>(4);

    /** Neither under way nor behind another. */
    private PriorityQueue<Slot> free = none();

    /** Those ahead of the cursor that failed by themselves: they step aside once another succeeds. */
    private Set<Slot> failed = new LinkedHashSet<>(2);

    /** Whether the collections have become large: once they are empty, small ones take their place. */
    private boolean grown;

    /**
     * A backlog.
     *
     * @param isApplication whether it is the application's: then what is too much is a dead letter, and nothing is given up
     *     without one
     * @param window how many of the application's are handled at once
     */
    Backlog(long cursor, int maxStragglers, boolean isApplication, int window) {
        this.shares =
                isApplication ? new SupplierShares(LASTING_STRAGGLERS * maxStragglers, window) : SupplierShares.NONE;
        this.readOffset = cursor;
        this.maxStragglers = maxStragglers;
        this.isApplication = isApplication;
    }

    private static PriorityQueue<Slot> none() {
        return new PriorityQueue<>(4, ORDER);
    }

    /** How far the log was read. */
    long readOffset() {
        return readOffset;
    }

    /** Everything up to here is dealt with, but for the stragglers. */
    long cursor() {
        return ahead.isEmpty() ? readOffset : ahead.keySet().iterator().next() - 1;
    }

    List<Straggler> stragglers() {
        List<Straggler> list = new ArrayList<>(stragglers.size());
        for (Slot slot : stragglers.values()) {
            list.add(new Straggler(slot.offset, slot.attempts, slot.due));
        }
        return list;
    }

    /** How many entries ahead of the cursor are not dealt with. */
    int ahead() {
        return ahead.size();
    }

    /** The first entry ahead of the cursor, of those behind this offset. */
    Optional<Slot> firstAhead(long after) {
        return ahead.values().stream().filter(slot -> slot.offset > after).findFirst();
    }

    boolean isEmpty() {
        return ahead.isEmpty() && stragglers.isEmpty();
    }

    /** Everything up to this offset was read. */
    void read(long offset) {
        readOffset = Math.max(readOffset, offset);
    }

    /** Whether the entry at this offset was read and is dealt with, one way or another. */
    boolean isPast(long offset) {
        return readOffset >= offset && !ahead.containsKey(offset) && !stragglers.containsKey(offset);
    }

    /** Takes back a straggler after a restart; earlier offsets first, and all before any {@link #add}. */
    void restore(Slot slot) {
        setAside(slot);
        chain(slot);
    }

    private void setAside(Slot slot) {
        slot.straggler = true;
        stragglers.put(slot.offset, slot);
        lasting += slot.isLasting() ? 1 : 0;
        shares.stepsAside(slot);
    }

    /** An entry just read. */
    void add(Slot slot) {
        ahead.put(slot.offset, slot);
        grown |= ahead.size() > LARGE;
        chain(slot);
    }

    /** The next one to try, if one is due. */
    Optional<Slot> due(Instant now) {
        while (true) {
            Optional<Slot> first = next().filter(slot -> !slot.due.isAfter(now));
            if (first.isEmpty() || !shares.holds(first.get())) {
                return first;
            }
            free.remove();
        }
    }

    /** The one that is due next, now or later. */
    Optional<Slot> next() {
        return Optional.ofNullable(free.peek());
    }

    /** When the next one is due; empty if none waits. */
    Optional<Instant> nextDue() {
        return Optional.ofNullable(free.peek()).map(slot -> slot.due);
    }

    /** The one that was not tried for longest, due or not: a poisonous entry must not be the probe for ever. */
    Optional<Slot> longestUntried() {
        return free.stream()
                .min(Comparator.<Slot>comparingLong(slot -> slot.lastTried).thenComparingLong(slot -> slot.offset));
    }

    /** The attempt begins. */
    void take(Slot slot) {
        free.remove(slot);
        slot.inFlight = true;
        shares.begins(slot);
    }

    /** The application dealt with it; {@link #settle} follows. */
    void taken(Slot slot) {
        shares.takes(slot);
    }

    /** The attempt failed; try again when it is due. */
    void putBack(Slot slot) {
        slot.inFlight = false;
        slot.probe = false;
        free.addAll(shares.ends(slot));
        free.add(slot);
        shares.fails(slot);
        if (slot.attempts > 0 && (isApplication || !slot.straggler)) {
            failed.add(slot); // a straggler for those behind it, of which more may have come
        }
    }

    /** The entry is dealt with, one way or another. */
    void settle(Slot slot) {
        free.remove(slot);
        free.addAll(shares.ends(slot));
        failed.remove(slot);
        if (slot.straggler) {
            stragglers.remove(slot.offset);
            lasting -= slot.isLasting() ? 1 : 0;
            shares.leaves(slot);
        } else {
            ahead.remove(slot.offset);
        }
        unchain(slot);
        if (grown && isEmpty()) {
            ahead = new LinkedHashMap<>(4);
            lastOfKey = new HashMap<>(4);
            free = none();
            failed = new LinkedHashSet<>(2);
            grown = false;
        }
    }

    /** Whether something waits for longer than until then. */
    boolean isAnyDueAfter(Instant latest) {
        return free.stream().anyMatch(slot -> slot.due.isAfter(latest));
    }

    /** Nothing waits longer than until now. */
    void hasten(Instant now) {
        List<Slot> waiting = new ArrayList<>(free);
        free.clear();
        for (Slot slot : waiting) {
            slot.due = slot.due.isAfter(now) ? now : slot.due;
            free.add(slot);
        }
    }

    /**
     * The destination takes others: what failed by itself, and what waits behind it, no longer holds the cursor.
     *
     * @return the stragglers that went for it, to be reported; they are settled
     */
    List<Slot> stepAside() {
        if (failed.isEmpty()) {
            return List.of();
        }
        List<Slot> givenUp = new ArrayList<>();
        for (Slot first : List.copyOf(failed)) {
            limitWaiting(first);
            for (Slot slot = first; slot != null && becomesStraggler(slot, givenUp); slot = slot.next) {
                failed.remove(slot);
            }
        }
        return givenUp;
    }

    private boolean becomesStraggler(Slot slot, List<Slot> givenUp) {
        if (slot.straggler) {
            return true;
        }
        if (!hasRoom(slot)) {
            if (isApplication) {
                makeRoom(slot);
                return false;
            }
            Optional<Slot> oldest = oldest(slot.isLasting());
            if (oldest.isEmpty()) {
                return false; // it holds the cursor until there is room; the others go on ahead of it
            }
            settle(oldest.get());
            givenUp.add(oldest.get());
        }
        moveAside(slot);
        return true;
    }

    private boolean hasRoom(Slot slot) {
        return slot.isLasting()
                ? lasting < LASTING_STRAGGLERS * maxStragglers
                : stragglers.size() - lasting < maxStragglers;
    }

    /** The one that goes for a newer one of its kind. */
    private Optional<Slot> oldest(boolean isLasting) {
        List<Slot> candidates = stragglers.values().stream()
                .filter(s -> s.isLasting() == isLasting && !s.inFlight && !s.blocked)
                .toList();
        Optional<Slot> tried = candidates.stream()
                .filter(s -> s.attempts >= STRAGGLER_ATTEMPTS)
                .findFirst();
        return tried.isPresent() || !isLasting
                ? tried
                : candidates.stream().max(Comparator.comparingInt(s -> s.attempts));
    }

    private void moveAside(Slot slot) {
        ahead.remove(slot.offset);
        setAside(slot);
    }

    /**
     * The application's places beside the cursor are taken. The server that has most of them gives way, if that is more than its
     * share and others' entries are taken while its own fail: what comes from itself is a dead letter, or its newest is. Else
     * the cursor waits: then everything fails.
     */
    private void makeRoom(Slot slot) {
        Optional<String> yielding = shares.yielding(slot);
        if (yielding.filter(slot.supplier::equals).isPresent() && isItsOwnFault(slot)) {
            giveUpEarly(slot);
        } else if (stragglers.values().stream().noneMatch(s -> s.hopeless != null)) { // one at a time
            yielding.flatMap(this::newestOf).ifPresent(this::giveUpEarly);
        }
    }

    private Optional<Slot> newestOf(String supplier) {
        return stragglers.descendingMap().values().stream()
                .filter(s -> s.supplier.equals(supplier) && !s.inFlight && isItsOwnFault(s))
                .findFirst();
    }

    private boolean isItsOwnFault(Slot slot) {
        Slot first = slot;
        while (first.before != null) {
            first = first.before;
        }
        return shares.blames(slot, first);
    }

    private void giveUpEarly(Slot slot) {
        if (slot.hopeless == null && !slot.inFlight) {
            free.remove(slot);
            shares.release(slot);
            failed.remove(slot);
            slot.due = slot.acceptedAt; // not after its pause
            bury(slot, slot.attempts, "given up early: too much of " + slot.supplier + " fails");
        }
    }

    private void chain(Slot slot) {
        Slot before = lastOfKey.put(slot.orderKey, slot);
        if (before == null) {
            free.add(slot);
            return;
        }
        before.next = slot;
        slot.before = before;
        if (isApplication && isOneTooMany(slot)) {
            buryUnasked(slot);
            return;
        }
        slot.blocked = true;
        if (!before.straggler || slot.straggler) {
            return;
        }
        if (hasRoom(slot)) {
            moveAside(slot);
        } else if (isApplication) {
            failed.add(slot); // it fails with the one before it, and steps aside when there is room
            makeRoom(slot);
        }
    }

    /** What waited for this one waits for the one before it, or no longer. */
    private void unchain(Slot slot) {
        Slot before = slot.before;
        Slot next = slot.next;
        slot.before = null;
        slot.next = null;
        if (before != null) {
            before.next = next;
        }
        if (next != null) {
            next.before = before;
            if (before == null && next.blocked) {
                next.blocked = false;
                free.add(next);
            }
        } else if (before != null) {
            lastOfKey.replace(slot.orderKey, slot, before);
        } else {
            lastOfKey.remove(slot.orderKey, slot);
        }
    }

    /** Whether the first of its key fails and enough others wait for that. */
    private boolean isOneTooMany(Slot slot) {
        int waiting = 0;
        Slot first = slot;
        while (first.before != null) {
            waiting += first.hopeless == null ? 1 : 0; // itself included
            first = first.before;
        }
        return first.attempts > 0 && waiting > MAX_WAITING;
    }

    private void limitWaiting(Slot first) {
        int waiting = 0;
        for (Slot slot = first.next; isApplication && slot != null; slot = slot.next) {
            waiting += slot.hopeless == null ? 1 : 0;
            if (slot.hopeless == null && waiting > MAX_WAITING) {
                buryUnasked(slot);
            }
        }
    }

    private void buryUnasked(Slot slot) {
        bury(slot, 0, "never handed over: one with its order key fails, and " + MAX_WAITING + " wait for that already");
    }

    /** It is a dead letter as soon as its turn comes. It keeps its place, so that later ones wait until that is so. */
    private void bury(Slot slot, int attempts, String reason) {
        slot.hopeless = new Slot.Hopeless(attempts, reason);
        slot.blocked = false;
        free.add(slot);
    }
}
