package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Knock;
import dev.linkspan.client.SigningKeys;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Delivers what is in the log: every destination is a lane, a reader with a durable cursor. Whatever an entry's audience
 * says is delivered at least once, in log order among entries about one object; a slow or dead destination delays only
 * itself. Thread-safe.
 */
public final class Delivery implements AutoCloseable {

    /** Lanes without news still move their cursors this often, so that the log can be trimmed. */
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Store store;
    private final DoubleKnock knocks;
    private final DeliverySettings settings;
    private final InstantSource clock;
    private final Timers timers;
    private final Workers workers;
    private final Reporter reporter;
    private final LogTail tail;
    private final LaneRegistry lanes;
    private final CursorFlusher flusher;
    private final Dispatcher dispatcher;
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
            Timers timers) {
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
                Workers.threads(settings.signers()));
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
            Workers workers) {
        Delivery delivery = new Delivery(
                store,
                transport,
                new DeliveryRequests(keys, settings),
                knocks,
                new OutcomeRules(new Backoff(random)),
                settings,
                new Reporter(listener),
                clock,
                timers,
                workers);
        delivery.begin();
        return delivery;
    }

    private Delivery(
            Store store,
            Transport transport,
            DeliveryRequests requests,
            DoubleKnock knocks,
            OutcomeRules rules,
            DeliverySettings settings,
            Reporter reporter,
            InstantSource clock,
            Timers timers,
            Workers workers) {
        this.store = store;
        this.knocks = knocks;
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.workers = workers;
        this.reporter = reporter;
        this.tail = new LogTail(store.log(), settings.tailBytes());
        this.lanes = new LaneRegistry(store, settings, workers.writer(), timers, reporter);
        this.flusher = new CursorFlusher(store.lanes(), timers, workers.writer(), settings, reporter, this::written);
        Attempts attempts =
                new Attempts(tail, requests, knocks, transport, rules, workers.signers(), clock, new AttemptsEnded());
        this.dispatcher =
                new Dispatcher(tail, workers, timers, clock, settings, reporter, flusher, attempts, this::readAppended);
    }

    private void begin() {
        lanes.load();
        registrations = List.of(
                store.log().onAppend(end -> dispatcher.appended()),
                store.subscriptions().onChange(this::laneChanged));
        dispatcher.appended(); // what came between the tail's first look and the registration
        dispatcher.wake(lanes.all());
        timers.schedule(SWEEP, this::sweep);
    }

    /**
     * A verified request came from this authority: it is alive. Ends a pause and a suspension, except for a pause that it
     * asked for itself; at most once per {@link DeliverySettings#revivalInterval()}. Cheap enough for every request.
     */
    public void inboundFrom(String authority) {
        lanes.find(authority).filter(lane -> lane.troubled).ifPresent(this::revive);
    }

    /** Whether a destination has dealt with the entry at this offset, or does not exist. Cheap enough for every request. */
    public boolean isPast(String authority, long offset) {
        Optional<LaneHandle> lane = lanes.find(authority);
        if (lane.isEmpty()) {
            return true;
        }
        synchronized (lane.get()) {
            return lane.get().sender.isPast(offset);
        }
    }

    /** How deliveries stand. */
    public DeliveryStatus status() {
        long end = tail.end();
        List<DeliveryStatus.LaneStatus> all = new ArrayList<>();
        for (LaneHandle lane : lanes.all()) {
            synchronized (lane) {
                LaneHealth health = lane.sender.health();
                all.add(new DeliveryStatus.LaneStatus(
                        lane.authority,
                        lane.lane.target(),
                        lane.sender.cursor(),
                        Math.max(0, end - lane.sender.cursor()),
                        lane.sender.stragglers(),
                        lane.sender.inFlight(),
                        health.failures(),
                        health.health(),
                        health.pausedUntil(),
                        health.lastSuccess(),
                        lane.lastOutcome,
                        lane.lane.target().flatMap(this::scheme),
                        lane.skipped));
            }
        }
        return new DeliveryStatus(all, reporter.totals(dispatcher.inFlight()));
    }

    private Optional<SignatureScheme> scheme(Lane.Target target) {
        try {
            return Optional.of(knocks.first(new URI(target.inbox())).scheme());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
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
        for (AutoCloseable registration : registrations) {
            try {
                registration.close();
            } catch (Exception e) {
                reporter.fault("ending a registration with the store", e);
            }
        }
        dispatcher.close(settings.closeTimeout());
        flusher.close();
        workers.shutdown().run();
    }

    /** A subscription of this authority changed: entries appended from now on follow the change. */
    private void laneChanged(String authority) {
        lanes.refresh(authority, dispatcher::wake);
    }

    private void revive(LaneHandle lane) {
        boolean wasSuspended;
        boolean changed;
        synchronized (lane) {
            wasSuspended = lane.sender.health().isSuspended();
            changed = lane.sender.revive(clock.instant());
            lane.troubled = lane.sender.health().isTroubled();
            lane.expiryTold = false;
        }
        if (!changed) {
            return;
        }
        flusher.changed(lane);
        if (wasSuspended) {
            reporter.revived(lane.authority);
        }
        dispatcher.wake(lane);
    }

    private void readAppended() {
        boolean[] forAll = new boolean[1];
        tail.advance(entry -> forAll[0] |= noticed(entry));
        if (forAll[0]) {
            dispatcher.wake(lanes.all());
        }
    }

    /** Returns whether all lanes must look at the entry. */
    private boolean noticed(LogEntry entry) {
        return switch (entry.audience()) {
            case Audience.Subscribers subscribers -> true;
            case Audience.OneLane one -> {
                // It may come with a new lane or a new subscription, which count before anything behind it.
                lanes.refresh(one.lane(), dispatcher::wake);
                yield false;
            }
        };
    }

    /** On the writer, after a lane's progress was written. */
    private void written(LaneHandle lane) {
        boolean idle;
        synchronized (lane) {
            idle = lane.isIdle(tail.end());
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
            boolean expired;
            synchronized (lane) {
                expired = !lane.expiryTold && lane.sender.health().isExpired(now);
                lane.expiryTold |= expired;
            }
            if (expired) {
                reporter.expired(lane.authority);
            }
        }
        dispatcher.wake(lanes.all());
        timers.schedule(SWEEP, this::sweep);
    }

    private final class AttemptsEnded implements Attempts.Ended {

        @Override
        public void ended(LaneHandle lane, Slot slot, Outcome outcome, boolean forInbox, Instant now) {
            boolean wasDoubtful;
            boolean wasSuspended;
            boolean isSuspended;
            List<Slot> givenUp;
            synchronized (lane) {
                wasDoubtful = slot.doubtful; // once it is completed, it may be taken again
                wasSuspended = lane.sender.health().isSuspended();
                lane.sender.completed(slot, outcome, forInbox, now);
                isSuspended = lane.sender.health().isSuspended();
                givenUp = lane.sender.takeGivenUp();
                lane.lastOutcome = Optional.of(outcome);
                lane.troubled = lane.sender.health().isTroubled();
                lane.proven = outcome instanceof Outcome.Delivered || (lane.proven && !lane.troubled);
                lane.expiryTold &= isSuspended;
            }
            dispatcher.release(wasDoubtful);
            flusher.changed(lane);
            reporter.outcome(lane.authority, slot, outcome, now);
            Outcome displaced = new Outcome.GaveUp("failed too often while others were taken");
            givenUp.forEach(s -> reporter.outcome(lane.authority, s, displaced, now));
            if (isSuspended && !wasSuspended) {
                reporter.suspended(lane.authority);
            } else if (wasSuspended && !isSuspended) {
                reporter.revived(lane.authority);
            }
            dispatcher.wake(lane);
        }

        @Override
        public void secondKnock(LaneHandle lane, Slot slot, Knock first, int status, Knock second) {
            reporter.secondKnock(lane.authority, slot, first, status, second);
        }

        @Override
        public void withdrawn(LaneHandle lane, Slot slot) {
            boolean wasDoubtful;
            synchronized (lane) {
                wasDoubtful = slot.doubtful;
                lane.sender.withdrawn(slot);
            }
            dispatcher.release(wasDoubtful);
            flusher.changed(lane);
            dispatcher.wake(lane);
        }
    }
}
