package dev.linkspan.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The subscriptions in memory. */
final class MemorySubscriptions implements Subscriptions {

    private final MemoryState state;
    private final MemoryLog log;
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Listeners<String> listeners;

    MemorySubscriptions(MemoryState state, MemoryLog log, Listeners<String> listeners) {
        this.state = state;
        this.log = log;
        this.listeners = listeners;
    }

    @Override
    public boolean put(
            Optional<Subscription> expected,
            Subscription subscription,
            List<NewEntry> control,
            Optional<Instant> historyFrom) {
        Optional<Boolean> appended = state.atomically(() -> {
            Optional<Subscription> old = index.find(subscription.actor(), subscription.style());
            if (!old.equals(expected)) {
                return Optional.empty();
            }
            index.put(subscription);
            old.map(Subscription::authority)
                    .filter(authority -> !authority.equals(subscription.authority()))
                    .ifPresent(authority -> retarget(authority, Optional.empty()));
            retarget(subscription.authority(), historyFrom);
            return Optional.of(append(control));
        });
        if (appended.isEmpty()) {
            return false;
        }
        listeners.tell(subscription.authority());
        if (appended.get()) {
            log.announceEnd();
        }
        return true;
    }

    @Override
    public boolean remove(String actor, Style style, List<NewEntry> control) {
        return remove(actor, style, control, old -> true);
    }

    @Override
    public boolean remove(Subscription expected, List<NewEntry> control) {
        return remove(expected.actor(), expected.style(), control, expected::equals);
    }

    private boolean remove(String actor, Style style, List<NewEntry> control, Predicate<Subscription> wanted) {
        Optional<Removal> removal =
                state.atomically(() -> index.find(actor, style).filter(wanted).map(old -> {
                    index.remove(actor, style);
                    retarget(old.authority(), Optional.empty());
                    return new Removal(old.authority(), append(control));
                }));
        if (removal.isEmpty()) {
            return false;
        }
        listeners.tell(removal.get().authority());
        if (removal.get().appended()) {
            log.announceEnd();
        }
        return true;
    }

    private record Removal(String authority, boolean appended) {}

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
        return listeners.add(listener);
    }

    private boolean append(List<NewEntry> control) {
        long before = state.end;
        log.appendUnseen(control);
        return state.end > before;
    }

    private void retarget(String authority, Optional<Instant> historyFrom) {
        long start = historyFrom.map(state::before).orElse(state.end);
        Lane lane = Optional.ofNullable(state.lanes.get(authority))
                .orElseGet(() -> new Lane(authority, Optional.empty(), LaneProgress.startingAfter(authority, start)));
        Lane retargeted = Targets.retarget(lane, index.on(authority), start, state.notForSubscribersAfter(start));
        if (retargeted.target().isPresent() || state.lanes.containsKey(authority)) {
            if (lane.progress().lease() != retargeted.progress().lease()) {
                state.holders.remove(authority);
            }
            state.lanes.put(authority, retargeted);
        }
    }

    @Override
    public Optional<Subscription> find(String actor, Style style) {
        return index.find(actor, style);
    }

    @Override
    public List<Subscription> on(String authority) {
        return index.on(authority);
    }

    @Override
    public List<Subscription> all() {
        return index.all();
    }
}
