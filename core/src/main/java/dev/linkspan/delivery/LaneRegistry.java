package dev.linkspan.delivery;

import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lanes in memory, in agreement with those in the store. Adding and removing happens on the writer only. */
final class LaneRegistry {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Map<String, LaneHandle> lanes = new ConcurrentHashMap<>();
    private final Store store;
    private final DeliverySettings settings;
    private final Executor writer;
    private final Timers timers;
    private final Reporter reporter;

    LaneRegistry(Store store, DeliverySettings settings, Executor writer, Timers timers, Reporter reporter) {
        this.store = store;
        this.settings = settings;
        this.writer = writer;
        this.timers = timers;
        this.reporter = reporter;
    }

    Collection<LaneHandle> all() {
        return lanes.values();
    }

    Optional<LaneHandle> find(String authority) {
        return Optional.ofNullable(lanes.get(authority));
    }

    /** Takes over all lanes of the store. Blocks. */
    void load() {
        for (Lane lane : store.lanes().all()) {
            lanes.put(lane.authority(), handle(lane));
        }
    }

    /**
     * The store may know more of this lane than we do: it reads no further until we have looked.
     *
     * @param ready is given the lane afterwards, if there still is one
     */
    void refresh(String authority, Consumer<LaneHandle> ready) {
        LaneHandle known = lanes.get(authority);
        if (known != null) {
            synchronized (known) {
                known.stale++;
            }
        }
        writer.execute(() -> look(authority, known, ready));
    }

    /** Removes a lane that nobody needs, on the writer. */
    void removeIfIdle(LaneHandle lane) {
        if (store.lanes().removeIfIdle(lane.authority)) {
            lanes.remove(lane.authority, lane);
        }
    }

    private void look(String authority, @Nullable LaneHandle marked, Consumer<LaneHandle> ready) {
        Optional<Lane> found;
        LaneHandle known;
        try {
            found = store.lanes().find(authority);
            known = lanes.get(authority);
            if (found.isPresent() && known == null) {
                known = handle(found.get());
                lanes.put(authority, known);
            }
        } catch (RuntimeException e) {
            reporter.fault("looking up lane " + authority, e);
            timers.schedule(AGAIN, () -> writer.execute(() -> look(authority, marked, ready)));
            return;
        }
        if (marked != null) {
            synchronized (marked) {
                marked.stale--;
            }
        }
        if (known != null) {
            if (found.isPresent()) {
                retarget(known, found.get());
            } else {
                lanes.remove(authority, known);
            }
            ready.accept(known);
        }
    }

    private static void retarget(LaneHandle lane, Lane found) {
        synchronized (lane) {
            lane.lane = found;
        }
    }

    private LaneHandle handle(Lane lane) {
        LaneSender sender = new LaneSender(lane.progress(), settings);
        lane.progress().stragglers().stream()
                .sorted(Comparator.comparingLong(Straggler::offset))
                .forEach(straggler -> {
                    Optional<LogEntry> entry = store.log().at(straggler.offset());
                    if (entry.isPresent()) {
                        sender.restore(entry.get(), straggler);
                    } else {
                        reporter.skipped(lane.authority(), 1, straggler.offset());
                    }
                });
        return new LaneHandle(lane, sender);
    }
}
