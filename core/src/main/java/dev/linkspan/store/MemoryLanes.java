package dev.linkspan.store;

import dev.linkspan.store.Audience.Form;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lanes in memory. */
final class MemoryLanes implements Lanes {

    private final MemoryState state;
    private final Listeners<String> changes;

    MemoryLanes(MemoryState state, Listeners<String> changes) {
        this.state = state;
        this.changes = changes;
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
    public Set<String> advance(Collection<LaneProgress> progress) {
        return state.atomically(() -> {
            progress.forEach(p -> p.requireWithin(state.end));
            Set<String> lost = new HashSet<>();
            for (LaneProgress p : progress) {
                Lane lane = state.lanes.get(p.authority());
                if (lane == null || lane.progress().lease() != p.lease()) {
                    lost.add(p.authority());
                } else {
                    state.lanes.put(p.authority(), lane.with(p.notBefore(lane.progress())));
                }
            }
            return lost;
        });
    }

    @Override
    public boolean removeIfIdle(String authority) {
        return state.atomically(() -> {
            boolean idle = unneeded(authority).filter(this::nothingLeft).isPresent();
            if (idle) {
                state.remove(authority);
            }
            return idle;
        });
    }

    @Override
    public boolean abandon(String authority) {
        return state.atomically(() -> {
            boolean unneeded = unneeded(authority).isPresent();
            if (unneeded) {
                state.remove(authority);
            }
            return unneeded;
        });
    }

    @Override
    public ReplayResult replay(String authority, Instant from, Instant to) {
        ReplayResult result = state.atomically(() -> {
            Optional<Lane> lane = Optional.ofNullable(state.lanes.get(authority));
            Optional<ReplayResult> refusal = Replays.refusal(lane);
            return refusal.isPresent() ? refusal.get() : rewind(lane.orElseThrow(), state.before(from), upTo(to));
        });
        if (result instanceof ReplayResult.Started) {
            changes.tell(authority);
        }
        return result;
    }

    private ReplayResult rewind(Lane lane, long before, long last) {
        return Replays.rewound(lane, before, last, state.notForSubscribersAfter(before))
                .<ReplayResult>map(rewound -> {
                    state.lanes.put(lane.authority(), rewound);
                    state.holders.remove(lane.authority());
                    long until = rewound.replay().orElseThrow().until();
                    return new ReplayResult.Started(
                            state.entries.subMap(before, false, until, true).size());
                })
                .orElseGet(ReplayResult.Nothing::new);
    }

    private long upTo(Instant to) {
        return state.entries.descendingMap().values().stream()
                .filter(entry -> !entry.acceptedAt().isAfter(to))
                .mapToLong(LogEntry::offset)
                .findFirst()
                .orElse(0);
    }

    private Optional<Lane> unneeded(String authority) {
        return Optional.ofNullable(state.lanes.get(authority))
                .filter(lane -> lane.target().isEmpty() && !authority.equals(Lane.APPLICATION));
    }

    private boolean nothingLeft(Lane lane) {
        return lane.progress().stragglers().stream().noneMatch(s -> state.entries.containsKey(s.offset()))
                && state.entries.tailMap(lane.progress().cursor(), false).values().stream()
                        .noneMatch(entry -> lane.formOf(entry) != Form.NONE);
    }
}
