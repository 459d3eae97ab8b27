package dev.linkspan.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases in memory. */
final class MemoryLeases implements Leases {

    private final MemoryState state;
    private final InstantSource clock;
    private final boolean shared;
    private final Map<String, Instant> nodes = new HashMap<>();

    MemoryLeases(MemoryState state, InstantSource clock, boolean shared) {
        this.state = state;
        this.clock = clock;
        this.shared = shared;
    }

    @Override
    public Tended tend(String node, Duration ttl) {
        return state.atomically(() -> {
            Instant now = clock.instant();
            nodes.entrySet()
                    .removeIf(other ->
                            !other.getKey().equals(node) && other.getValue().isBefore(now));
            boolean lapsed = nodes.put(node, now.plus(ttl)) == null;
            state.holders.values().removeIf(holder -> !nodes.containsKey(holder) || (lapsed && holder.equals(node)));
            int share = Shares.of(state.lanes.size(), nodes.size());
            long held = state.holders.values().stream().filter(node::equals).count();
            return new Tended(
                    lapsed,
                    claim(node, share - held),
                    (int) Math.max(0, held - share),
                    nodes.size(),
                    shared ? Optional.of(now) : Optional.empty());
        });
    }

    private List<Lane> claim(String node, long most) {
        List<Lane> claimed = new ArrayList<>();
        List<Lane> free = state.lanes.values().stream()
                .filter(lane -> !state.holders.containsKey(lane.authority()))
                .sorted(Comparator.comparing(Lane::authority))
                .limit(Math.max(0, most))
                .toList();
        state.leases += free.isEmpty() ? 0 : 1;
        for (Lane lane : free) {
            LaneProgress progress = lane.progress();
            Lane taken = lane.with(progress.under(state.leases, progress.cursor(), progress.stragglers()));
            state.lanes.put(lane.authority(), taken);
            state.holders.put(lane.authority(), node);
            claimed.add(taken);
        }
        return claimed;
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public void release(String node, Collection<String> authorities) {
        state.atomically(() -> {
            authorities.forEach(authority -> state.holders.remove(authority, node));
            return node;
        });
    }

    @Override
    public void leave(String node) {
        state.atomically(() -> {
            state.holders.values().removeIf(node::equals);
            nodes.remove(node);
            return node;
        });
    }

    @Override
    public Map<String, String> holders() {
        return state.atomically(() -> Map.copyOf(state.holders));
    }
}
