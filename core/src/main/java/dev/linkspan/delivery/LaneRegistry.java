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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The lanes that this node serves, in agreement with those in the store. Each stands there under the lease under which it was
 * claimed; under another one it is somebody else's, or stands elsewhere, and is dropped here. Thread-safe.
 */
final class LaneRegistry {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Map<String, LaneHandle> lanes = new ConcurrentHashMap<>();
    private final Store store;
    private final DeliverySettings settings;
    private final NodeLease lease;
    private final Executor writer;
    private final Timers timers;
    private final Reporter reporter;
    private final Consumer<LaneHandle> ready;

    /** Is called when the store may have a lane that nobody serves. */
    private final Runnable unserved;

    /** How often there was news of any lane. */
    private final AtomicLong news = new AtomicLong();

    /** How often lanes were called by name. */
    private final AtomicLong calls = new AtomicLong();

    private long generation; // guarded by this; all lanes of an older one are lost

    /**
     * No lanes yet.
     *
     * @param ready is given each lane that has come or changed
     * @param unserved is called when the store may have a lane that nobody serves; returns at once
     */
    LaneRegistry(
            Store store,
            DeliverySettings settings,
            NodeLease lease,
            Executor writer,
            Timers timers,
            Reporter reporter,
            Consumer<LaneHandle> ready,
            Runnable unserved) {
        this.store = store;
        this.settings = settings;
        this.lease = lease;
        this.writer = writer;
        this.timers = timers;
        this.reporter = reporter;
        this.ready = ready;
        this.unserved = unserved;
    }

    Collection<LaneHandle> all() {
        return lanes.values();
    }

    Set<String> authorities() {
        return Set.copyOf(lanes.keySet());
    }

    Optional<LaneHandle> find(String authority) {
        return Optional.ofNullable(lanes.get(authority));
    }

    /** Where lanes are admitted and looked up, one after the other. */
    Executor writer() {
        return writer;
    }

    /** To be asked for before lanes are claimed. */
    long news() {
        return news.get();
    }

    /** Serves a lane that was claimed since this many news. */
    void admit(Lane claimed, long knownNews, Executor executor) {
        long now;
        synchronized (this) {
            now = generation;
        }
        executor.execute(() -> admit(claimed, knownNews, now));
    }

    /**
     * The store may know more of this lane than we do: it reads no further until we have looked. If we do not serve it,
     * perhaps nobody does.
     */
    void refresh(String authority) {
        news.incrementAndGet(); // before the look for it: a lane that is just being admitted looks at the number after
        LaneHandle known = lanes.get(authority);
        if (known == null) {
            unserved.run();
            return;
        }
        synchronized (known) {
            known.stale++;
        }
        writer.execute(() -> look(known));
    }

    /**
     * Finds the lanes that an entry names. Those that we do not serve may be new: alone on the store, we ask for them at once;
     * otherwise the next heartbeat does, for most are another node's.
     */
    void call(Iterable<String> authorities, Collection<LaneHandle> called) {
        calls.incrementAndGet(); // before the look for them: see removeIfIdle
        boolean isMissing = false;
        for (String authority : authorities) {
            LaneHandle known = lanes.get(authority);
            if (known == null) {
                isMissing = true;
            } else {
                called.add(known);
            }
        }
        if (isMissing && !store.leases().isShared()) {
            unserved.run();
        }
    }

    /** Removes a lane that nobody needs, on the writer. */
    void removeIfIdle(LaneHandle lane) {
        long before = calls.get();
        if (!lane.lost && store.lanes().removeIfIdle(lane.authority)) {
            drop(lane);
            if (calls.get() != before) {
                unserved.run(); // an entry may have made it anew while we still knew the old one
            }
        }
    }

    /** Removes a lane without subscription with what is left for it, on the writer. Returns whether it went. */
    boolean abandon(LaneHandle lane) {
        boolean gone = !lane.lost && store.lanes().abandon(lane.authority);
        if (gone) {
            drop(lane);
        }
        return gone;
    }

    /** The lane is not ours any more: nothing is started for it and nothing written. */
    synchronized void drop(LaneHandle lane) {
        synchronized (lane) {
            lane.lost = true;
            if (lane.timer != null) {
                lane.timer.cancel();
            }
        }
        lanes.remove(lane.authority, lane);
    }

    /** No lane is ours any more, those included that are yet to be admitted. */
    synchronized void dropAll() {
        generation++;
        lanes.values().forEach(this::drop);
    }

    private void admit(Lane claimed, long knownNews, long claimedIn) {
        LaneHandle lane;
        try {
            lane = handle(claimed);
        } catch (RuntimeException e) {
            reporter.fault("taking in lane " + claimed.authority(), e);
            timers.schedule(AGAIN, () -> writer.execute(() -> admit(claimed, knownNews, claimedIn)));
            return;
        }
        synchronized (this) {
            LaneHandle before = lanes.get(lane.authority);
            if (claimedIn != generation || (before != null && before.lease >= lane.lease)) {
                return;
            }
            if (before != null) {
                drop(before);
            }
            lanes.put(lane.authority, lane);
        }
        if (news.get() != knownNews) {
            refresh(lane.authority);
        } else {
            ready.accept(lane);
        }
    }

    private void look(LaneHandle known) {
        Optional<Lane> found;
        try {
            found = store.lanes().find(known.authority);
        } catch (RuntimeException e) {
            reporter.fault("looking up lane " + known.authority, e);
            timers.schedule(AGAIN, () -> writer.execute(() -> look(known)));
            return;
        }
        Optional<Lane> ours = found.filter(lane -> lane.progress().lease() == known.lease);
        if (ours.isEmpty()) {
            drop(known);
            unserved.run();
            return;
        }
        synchronized (known) {
            known.stale--;
            known.lane = ours.get();
        }
        ready.accept(known);
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
        return new LaneHandle(lane, sender, lease);
    }
}
