package dev.linkspan.store;

import dev.linkspan.store.Audience.OneLane;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The lanes in memory. */
final class MemoryLanes implements Lanes {

    private final MemoryState state;

    MemoryLanes(MemoryState state) {
        this.state = state;
    }

    @Override
    public List<Lane> all() {
        return state.atomically(() -> state.lanes.values().stream()
                .sorted(Comparator.comparing(Lane::authority))
                .toList());
    }

    @Override
    public Optional<Lane> find(String authority) {
        return state.atomically(() -> Optional.ofNullable(state.lanes.get(authority)));
    }

    @Override
    public void advance(Collection<LaneProgress> progress) {
        state.atomically(() -> {
            progress.forEach(p -> p.requireWithin(state.end));
            for (LaneProgress p : progress) {
                state.lanes.computeIfPresent(
                        p.authority(), (authority, lane) -> lane.with(p.notBefore(lane.progress())));
            }
            return progress;
        });
    }

    @Override
    public boolean removeIfIdle(String authority) {
        return state.atomically(() -> {
            Lane lane = state.lanes.get(authority);
            boolean idle = lane != null && lane.target().isEmpty() && nothingLeft(lane);
            if (idle) {
                state.lanes.remove(authority);
            }
            return idle;
        });
    }

    private boolean nothingLeft(Lane lane) {
        return lane.progress().stragglers().stream().noneMatch(s -> state.entries.containsKey(s.offset()))
                && state.entries.tailMap(lane.progress().cursor(), false).values().stream()
                        .noneMatch(entry -> entry.audience() instanceof OneLane one
                                && one.lane().equals(lane.authority()));
    }
}
