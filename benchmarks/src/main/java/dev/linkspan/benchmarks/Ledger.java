package dev.linkspan.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/*
 * Who got what, and in which order. [1]
 *
 * [1] What order per object means when a relay may die and repeat. An object's activities are its steps 0, 1, …, n; a
 * publisher posts a step after the one before it was acknowledged, so that the steps' order is the log's. A *life* is the
 * time of one relay process. For each subscriber and object the steps that arrive must satisfy:
 *
 *   (a) no gap: a step arrives for the first time only if all steps before it have arrived. With completeness this says
 *       that first arrivals are in log order.
 *   (b) within a life, each arrival is the same step as the one before it (an answer got lost, it was sent again) or the
 *       next step. So only a new life may go back; having gone back, it brings every step again from there.
 *   (c) at the end, the last arrival is step n: however much was repeated, the object ends in its final state.
 *
 * An object is *settled* for a subscriber while (c) holds; (a) and all objects settled together mean that nothing is lost.
 */
/** The book of deliveries. Thread-safe. */
final class Ledger {

    private static final int MAX_DESCRIBED = 20;

    private record Waiter(long count, CompletableFuture<Boolean> reached) {}

    private final Plan plan;
    private final int subscribers;
    private final int[] lastSteps;

    // [subscriber][object]
    private final ByteTable highest;
    private final ByteTable latest;
    private final ByteTable latestLife;

    // [subscriber][activity]
    private final LongTable firstArrival;

    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>((a, b) -> Long.compare(a.count(), b.count()));
    private CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private long unsettled;
    private long arrivals;
    private long distinct;
    private long violations;
    private byte life;
    private final List<String> described = new ArrayList<>();

    /** An empty book. */
    Ledger(int subscribers, Plan plan) {
        this.plan = plan;
        this.lastSteps = plan.lastSteps();
        this.subscribers = subscribers;
        this.highest = new ByteTable(subscribers, plan.objects());
        this.latest = new ByteTable(subscribers, plan.objects());
        this.latestLife = new ByteTable(subscribers, plan.objects());
        this.firstArrival = new LongTable(subscribers, plan.activities());
        this.unsettled = (long) subscribers * plan.objects();
    }

    /** A delivery reached a subscriber. */
    synchronized void arrived(int subscriber, int activity, long nanos) {
        Plan.Step step = plan.step(activity);
        check(subscriber, step);
        arrivals++;
        if (firstArrival.get(subscriber, activity) == 0) {
            firstArrival.put(subscriber, activity, nanos);
            distinct++;
        }
        int object = step.object();
        boolean wasSettled = latest.get(subscriber, object) == lastSteps[object];
        boolean isSettled = step.step() == lastSteps[object];
        highest.put(subscriber, object, (byte) Math.max(highest.get(subscriber, object), step.step()));
        latest.put(subscriber, object, (byte) step.step());
        latestLife.put(subscriber, object, life);
        if (wasSettled != isSettled) {
            unsettled += isSettled ? -1 : 1;
        }
        wake();
    }

    private void check(int subscriber, Plan.Step step) {
        int object = step.object();
        int before = latest.get(subscriber, object);
        if (step.step() > highest.get(subscriber, object) + 1) {
            violation("gap", subscriber, step, before);
        } else if (latestLife.get(subscriber, object) == life && step.step() != before && step.step() != before + 1) {
            violation("order", subscriber, step, before);
        }
    }

    private void violation(String what, int subscriber, Plan.Step step, int before) {
        violations++;
        if (described.size() < MAX_DESCRIBED) {
            described.add(what + ": subscriber " + subscriber + ", object " + step.object() + ", step " + step.step()
                    + " after " + before + ", life " + life);
        }
    }

    private void wake() {
        while (!waiters.isEmpty() && waiters.peek().count() <= distinct) {
            waiters.remove().reached().complete(true);
        }
        if (unsettled == 0) {
            settled.complete(true);
        }
    }

    /** The relay's process ended; what arrives from now on comes from another. */
    synchronized void nextLife() {
        life++;
    }

    /** Completes when this many deliveries, repeats not counted, have arrived. */
    synchronized CompletableFuture<Boolean> whenReceived(long count) {
        Waiter waiter = new Waiter(count, new CompletableFuture<>());
        waiters.add(waiter);
        wake();
        return waiter.reached();
    }

    /** Completes when every subscriber's latest arrival about every object is the object's last step. */
    synchronized CompletableFuture<Boolean> whenSettled() {
        if (settled.isDone() && unsettled > 0) {
            settled = new CompletableFuture<>();
        }
        wake();
        return settled;
    }

    synchronized boolean isSettled() {
        return unsettled == 0;
    }

    synchronized long distinct() {
        return distinct;
    }

    synchronized long repeats() {
        return arrivals - distinct;
    }

    synchronized long violations() {
        return violations;
    }

    /** The first violations, in words. */
    synchronized List<String> described() {
        return List.copyOf(described);
    }

    /** How long after a moment the last of all subscribers got something for the first time again, in nanoseconds. */
    synchronized long longestSilenceAfter(long nanos) {
        long longest = 0;
        for (int subscriber = 0; subscriber < subscribers; subscriber++) {
            long first = Long.MAX_VALUE;
            for (int activity = 0; activity < plan.activities(); activity++) {
                long arrived = firstArrival.get(subscriber, activity);
                first = arrived - nanos > 0 ? Math.min(first, arrived - nanos) : first;
            }
            longest = first == Long.MAX_VALUE ? longest : Math.max(longest, first);
        }
        return longest;
    }

    /** How many of the deliveries that are owed for these activities never arrived. */
    long missing(int from, int to) {
        return missing(0, subscribers, from, to);
    }

    /** The same for some of the subscribers. */
    synchronized long missing(int firstSubscriber, int lastSubscriber, int from, int to) {
        long missing = 0;
        for (int subscriber = firstSubscriber; subscriber < lastSubscriber; subscriber++) {
            for (int activity = from; activity < to; activity++) {
                missing += firstArrival.get(subscriber, activity) == 0 ? 1 : 0;
            }
        }
        return missing;
    }

    /** From acknowledgement to first arrival, for each delivery of these activities; 0 where arrival was earlier. */
    Latencies latencies(int from, int to, long[] acknowledgedAt) {
        return latencies(0, subscribers, from, to, acknowledgedAt);
    }

    /** The same for some of the subscribers. */
    synchronized Latencies latencies(int firstSubscriber, int lastSubscriber, int from, int to, long[] acknowledgedAt) {
        long[] nanos = new long[(lastSubscriber - firstSubscriber) * (to - from)];
        int count = 0;
        for (int subscriber = firstSubscriber; subscriber < lastSubscriber; subscriber++) {
            for (int activity = from; activity < to; activity++) {
                long arrived = firstArrival.get(subscriber, activity);
                if (arrived != 0) {
                    nanos[count++] = Math.max(0, arrived - acknowledgedAt[activity]);
                }
            }
        }
        return Latencies.of(Arrays.copyOf(nanos, count));
    }
}
