package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.SigningKeys;
import dev.linkspan.client.Transport;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Delivers what is in the log: every destination is a lane, a reader with a durable cursor. Whatever an entry's audience
 * says is delivered at least once, in log order among entries about one object; a slow or dead destination delays only
 * itself. Thread-safe.
 */
public final class Delivery implements AutoCloseable {

    /** Lanes without news still move their cursors this often, so that the log can be trimmed. */
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final Set<String> APPLICATION = Set.of(Lane.APPLICATION);

    private final Store store;
    private final DeliverySettings settings;
    private final InstantSource clock;
    private final Timers timers;
    private final Workers workers;
    private final Reporter reporter;
    private final LogTail tail;
    private final LaneRegistry lanes;
    private final CursorFlusher flusher;
    private final Dispatcher dispatcher;
    private final Attempts attempts;
    private final Optional<Handlings> handlings;
    private final Membership membership;
    private final Revivals revivals;
    private final LaneStatuses statuses;
    private final Expiry expiry;
    private volatile List<AutoCloseable> registrations = List.of();
    private volatile boolean closed;

    /**
     * Starts delivering what the log holds and what is appended from now on.
     *
     * @param store the log and the lanes; not closed by this
     * @param transport sends the posts; not closed by this
     * @param knocks signs each attempt, and knows how; for POSTs only
     * @param keys the keys to sign with, asked for at each attempt
     * @param settings how to deliver
     * @param listener is told what happens
     * @param clock the time of signatures and schedules
     * @param random jitter for retries; need not be thread-safe
     * @param timers wake lanes later; not closed by this
     * @param application is handed what is for it; absent where there is none. Where several nodes share the store, all have it
     *     or none: the one that holds its lane hands it what came in anywhere
     * @param fields what goes with deliveries besides what all have
     */
    public static Delivery start(
            Store store,
            Transport transport,
            DoubleKnock knocks,
            SigningKeys keys,
            DeliverySettings settings,
            DeliveryListener listener,
            InstantSource clock,
            RandomGenerator random,
            Timers timers,
            Optional<ApplicationLane> application,
            DeliveryFields fields) {
        return start(
                store,
                transport,
                knocks,
                keys,
                settings,
                listener,
                clock,
                random,
                timers,
                application,
                fields,
                Workers.threads(settings.signers()));
    }

    /** Starts delivering for what has no application, such as a relay. */
    public static Delivery start(
            Store store,
            Transport transport,
            DoubleKnock knocks,
            SigningKeys keys,
            DeliverySettings settings,
            DeliveryListener listener,
            InstantSource clock,
            RandomGenerator random,
            Timers timers) {
        Optional<ApplicationLane> none = Optional.empty();
        return start(
                store, transport, knocks, keys, settings, listener, clock, random, timers, none, DeliveryFields.none());
    }

    static Delivery start(
            Store store,
            Transport transport,
            DoubleKnock knocks,
            SigningKeys keys,
            DeliverySettings settings,
            DeliveryListener listener,
            InstantSource clock,
            RandomGenerator random,
            Timers timers,
            Optional<ApplicationLane> application,
            DeliveryFields fields,
            Workers workers) {
        Delivery delivery = new Delivery(
                store,
                transport,
                new DeliveryRequests(keys, fields, settings),
                knocks,
                new Backoff(random),
                settings,
                new Reporter(listener),
                clock,
                timers,
                application,
                workers,
                HexFormat.of().toHexDigits(random.nextLong()));
        delivery.begin();
        return delivery;
    }

    private Delivery(
            Store store,
            Transport transport,
            DeliveryRequests requests,
            DoubleKnock knocks,
            Backoff backoff,
            DeliverySettings settings,
            Reporter reporter,
            InstantSource clock,
            Timers timers,
            Optional<ApplicationLane> application,
            Workers workers,
            String node) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.workers = workers;
        this.reporter = reporter;
        this.tail = new LogTail(store.log(), settings.tailBytes(), application.isPresent());
        NodeLease lease =
                new NodeLease(store.leases().isShared(), settings.lease().trusted(), clock, timers);
        this.lanes = new LaneRegistry(
                store, settings, lease, workers.writer(), timers, reporter, this::ready, this::unserved);
        SteadyClock steady = new SteadyClock(timers);
        this.flusher = new CursorFlusher(
                store.lanes(), timers, workers.writer(), settings, reporter, this::written, this::lost);
        this.dispatcher = new Dispatcher(
                tail,
                workers,
                timers,
                clock,
                steady,
                settings,
                reporter,
                flusher,
                this::start,
                this::readAppended,
                application.isPresent());
        this.expiry = new Expiry(
                settings.expireAfter(), steady, timers, lanes, workers.writer(), workers.expirer(), reporter);
        Endings endings = new Endings(dispatcher, flusher, reporter, expiry);
        this.attempts = new Attempts(
                tail, requests, knocks, transport, new OutcomeRules(backoff), workers.signers(), clock, endings);
        this.handlings = application.map(
                handed -> new Handlings(handed, tail, settings, backoff, workers.handlers(), clock, reporter, endings));
        this.membership = new Membership(
                node,
                store.leases(),
                store::sharedTime,
                settings.lease(),
                lease,
                timers,
                workers.keeper(),
                lanes,
                flusher,
                dispatcher,
                reporter);
        this.revivals = new Revivals(store, workers.writer(), reporter, this::reviveOurs);
        this.statuses = new LaneStatuses(store, lanes, tail, knocks, node);
    }

    private void begin() {
        registrations = List.of(
                store.log().onAppend(end -> dispatcher.appended()),
                store.subscriptions().onChange(lanes::refresh),
                revivals.begin());
        membership.begin();
        dispatcher.appended(); // what came between the tail's first look and the registration
        lookForTrouble();
        timers.schedule(SWEEP, this::sweep);
    }

    /** The name of this node among those that share the lanes. */
    public String node() {
        return membership.node();
    }

    /**
     * A verified request came from this authority: it is alive. Ends a pause and a suspension, except for a pause that it
     * asked for itself; at most once per {@link DeliverySettings#revivalInterval()}. Cheap enough for every request.
     */
    public void inboundFrom(String authority) {
        Optional<LaneHandle> lane = lanes.find(authority);
        if (lane.isEmpty()) {
            revivals.inboundFrom(authority);
        } else if (lane.get().troubled) {
            revive(lane.get());
        }
    }

    /**
     * Whether a destination has dealt with the entry at this offset, or does not exist. Cheap enough for every post; where
     * another node serves it, blocks for a look at what that one last wrote, and says no if the store fails.
     */
    public boolean isPast(String authority, long offset) {
        Optional<LaneHandle> lane = lanes.find(authority);
        if (lane.isPresent()) {
            synchronized (lane.get()) {
                return lane.get().sender.isPast(offset);
            }
        }
        if (!store.leases().isShared()) {
            return true;
        }
        try {
            return store.lanes()
                    .find(authority)
                    .map(l -> isPast(l.progress(), offset))
                    .orElse(true);
        } catch (RuntimeException e) {
            reporter.fault("looking how far " + authority + " has come", e);
            return false;
        }
    }

    private static boolean isPast(LaneProgress progress, long offset) {
        return progress.cursor() >= offset && progress.stragglers().stream().noneMatch(s -> s.offset() == offset);
    }

    /**
     * How deliveries stand; those of other nodes as they last wrote it down.
     *
     * @throws dev.linkspan.store.StoreException if the store fails, where it is shared
     */
    public DeliveryStatus status() {
        return new DeliveryStatus(membership.node(), statuses.all(), reporter.totals(dispatcher.inFlight()));
    }

    /**
     * Starts nothing more, waits for what is under way for at most {@link DeliverySettings#closeTimeout()}, and writes all
     * cursors. Idempotent.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        expiry.close();
        for (AutoCloseable registration : registrations) {
            try {
                registration.close();
            } catch (Exception e) {
                reporter.fault("ending a registration with the store", e);
            }
        }
        dispatcher.close(settings.closeTimeout());
        flusher.close();
        membership.close();
        workers.shutdown().run();
    }

    private void ready(LaneHandle lane) {
        dispatcher.wake(lane);
    }

    private void unserved() {
        membership.tendSoon();
    }

    /** The store took nothing of what we know of this lane: another node serves it, it stands elsewhere, or it is gone. */
    private void lost(LaneHandle lane) {
        lanes.drop(lane);
        membership.tendSoon();
    }

    private void reviveOurs(String authority) {
        lanes.find(authority).filter(lane -> lane.troubled).ifPresent(this::revive);
    }

    private void revive(LaneHandle lane) {
        boolean wasSuspended;
        boolean changed;
        synchronized (lane) {
            wasSuspended = lane.sender.health().isSuspended();
            changed = lane.sender.revive(clock.instant());
            lane.troubled = lane.sender.health().isTroubled();
            lane.expiryTold = false;
            // It is there: its next attempt does not stand behind those of hosts that may not be.
            lane.proven |= changed;
        }
        if (!changed) {
            return;
        }
        flusher.changed(lane);
        if (wasSuspended) {
            reporter.revived(lane.authority);
        }
        dispatcher.hasten(lane);
    }

    private void start(LaneHandle lane, Slot slot) {
        if (lane.isApplication) {
            handlings.ifPresent(handling -> handling.start(lane, slot));
        } else {
            attempts.start(lane, slot);
        }
    }

    private void readAppended() {
        boolean[] forAll = new boolean[1];
        Set<LaneHandle> called = new HashSet<>();
        try {
            tail.advance(entry -> forAll[0] |= noticed(entry, called));
        } finally {
            // Also if the store failed in the middle: what was read is not shown again.
            dispatcher.news(called);
            if (forAll[0]) {
                dispatcher.news();
            }
        }
    }

    /** Returns whether all lanes must look at the entry; if not, those that must are called. */
    private boolean noticed(LogEntry entry, Set<LaneHandle> called) {
        return switch (entry.audience()) {
            case Audience.Subscribers subscribers -> true;
            case Audience.OneLane one -> {
                // It may come with a new lane or a new subscription, which count before anything behind it.
                lanes.refresh(one.lane());
                yield false;
            }
            case Audience.Named named -> {
                lanes.call(named.inboxes().keySet(), called);
                yield false;
            }
            case Audience.Application application -> {
                lanes.call(APPLICATION, called);
                yield false;
            }
        };
    }

    /** On the writer, after a lane's progress was written. */
    private void written(LaneHandle lane) {
        boolean idle;
        synchronized (lane) {
            idle = lane.isIdle(tail.end(), clock.instant());
        }
        if (!idle) {
            return;
        }
        try {
            lanes.removeIfIdle(lane);
        } catch (RuntimeException e) {
            reporter.fault("removing lane " + lane.authority, e);
        }
    }

    private void sweep() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        for (LaneHandle lane : lanes.all()) {
            expiry.look(lane, now);
            synchronized (lane) {
                lane.sender.mendTimes(now);
            }
        }
        dispatcher.wake(lanes.all());
        lookForTrouble();
        timers.schedule(SWEEP, this::sweep);
    }

    private void lookForTrouble() {
        if (store.leases().isShared()) {
            workers.writer().execute(() -> revivals.look(lanes.authorities()));
        }
    }
}
