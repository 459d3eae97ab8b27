package dev.linkspan.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The subscriptions in memory. */
final class MemorySubscriptions implements Subscriptions {

    private final MemoryState state;
    private final MemoryLog log;
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Listeners<String> listeners = new Listeners<>();

    MemorySubscriptions(MemoryState state, MemoryLog log) {
        this.state = state;
        this.log = log;
    }

    @Override
    public void put(Subscription subscription, List<NewEntry> control) {
        boolean appended = state.atomically(() -> {
            Optional<Subscription> old = index.find(subscription.actor(), subscription.style());
            index.put(subscription);
            old.ifPresent(o -> retarget(o.authority()));
            retarget(subscription.authority());
            return append(control);
        });
        listeners.tell(subscription.authority());
        if (appended) {
            log.announceEnd();
        }
    }

    @Override
    public boolean remove(String actor, Style style, List<NewEntry> control) {
        Optional<Removal> removal =
                state.atomically(() -> index.find(actor, style).map(old -> {
                    index.remove(actor, style);
                    retarget(old.authority());
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

    private void retarget(String authority) {
        Lane lane = Optional.ofNullable(state.lanes.get(authority))
                .orElseGet(
                        () -> new Lane(authority, Optional.empty(), LaneProgress.startingAfter(authority, state.end)));
        Lane retargeted = Targets.retarget(lane, index.on(authority), state.end);
        if (retargeted.target().isPresent() || state.lanes.containsKey(authority)) {
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
