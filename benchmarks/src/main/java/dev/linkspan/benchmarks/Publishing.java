package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishers that post prepared requests. All activities about one object are one publisher's, who posts the next only
 * after a 202 to the one before: so the steps of an object enter the log in order.
 */
final class Publishing {

    private final Plan plan;
    private final List<Body> requests;
    private final int publishers;
    private final List<Integer> relayPorts;
    private final long[] acceptNanos;
    private final long[] acknowledgedAt;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger repeatedPosts = new AtomicInteger();

    /** What else happens around a post. Called by the publishers' threads. */
    interface Hooks {
        /** Before an activity is posted for the first time; may wait. */
        void before(int activity) throws InterruptedException;

        /** The request is written, its answer not yet read. */
        void sent(int activity);

        /** There was no 202; throws unless it is to be posted again, and may wait. */
        void failed(int activity, String why) throws InterruptedException;
    }

    /**
     * A time of publishing.
     *
     * @param seconds from the first post to the last answer
     * @param accept from a post to its 202
     */
    record Result(int activities, double seconds, Latencies accept) {}

    /** Publishers for these requests, one for each activity of the plan. */
    Publishing(Plan plan, List<Body> requests, int publishers, int relayPort) {
        this(plan, requests, publishers, List.of(relayPort));
    }

    /** The same to several nodes of one relay: whoever loses its connection goes on to the next. */
    Publishing(Plan plan, List<Body> requests, int publishers, List<Integer> relayPorts) {
        this.plan = plan;
        this.requests = List.copyOf(requests);
        this.publishers = publishers;
        this.relayPorts = List.copyOf(relayPorts);
        this.acceptNanos = new long[plan.activities()];
        this.acknowledgedAt = new long[plan.activities()];
    }

    /** Who publishes about an object. */
    static int publisherOf(int object, int publishers) {
        return object % publishers;
    }

    /** When each activity got its 202, by {@link System#nanoTime()}. */
    long[] acknowledgedAt() {
        return acknowledgedAt.clone();
    }

    /** How many activities got their 202 so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** How often a request was sent once more for want of a 202. */
    int repeatedPosts() {
        return repeatedPosts.get();
    }

    /** Posts a range of activities and waits until each has its 202. */
    Result publish(int from, int to, Hooks hooks) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int publisher = 0; publisher < publishers; publisher++) {
                int self = publisher;
                running.add(threads.submit(() -> {
                    publish(self, from, to, hooks);
                    return true;
                }));
            }
            try {
                for (Future<?> publisher : running) {
                    publisher.get();
                }
            } catch (ExecutionException | InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(to - from, seconds, acceptTimes(from, to));
    }

    /** From post to 202, for activities that have theirs. */
    Latencies acceptTimes(int from, int to) {
        return Latencies.of(Arrays.copyOfRange(acceptNanos, from, to));
    }

    private void publish(int self, int from, int to, Hooks hooks) throws IOException, InterruptedException {
        Line line = new Line(self);
        try {
            for (int activity = from; activity < to; activity++) {
                if (publisherOf(plan.step(activity).object(), publishers) == self) {
                    hooks.before(activity);
                    post(line, activity, hooks);
                }
            }
        } finally {
            line.close();
        }
    }

    private void post(Line line, int activity, Hooks hooks) throws InterruptedException {
        while (true) {
            long begin = System.nanoTime();
            String failure;
            try {
                RelayConnection.Answer answer =
                        line.connection().send(requests.get(activity), () -> hooks.sent(activity));
                if (answer.status() == 202) {
                    acknowledgedAt[activity] = System.nanoTime();
                    acceptNanos[activity] = acknowledgedAt[activity] - begin;
                    acknowledged.incrementAndGet();
                    return;
                }
                failure = RelayConnection.text(answer);
            } catch (IOException e) {
                line.close();
                failure = e.toString();
            }
            hooks.failed(activity, failure);
            repeatedPosts.incrementAndGet();
        }
    }

    /** A publisher's connection, made again when it broke. */
    private final class Line {

        private final List<RelayConnection> open = new ArrayList<>(1);
        private int next;

        Line(int first) {
            this.next = first;
        }

        RelayConnection connection() throws IOException {
            if (open.isEmpty()) {
                open.add(new RelayConnection(relayPorts.get(next++ % relayPorts.size())));
            }
            return open.getFirst();
        }

        void close() {
            for (RelayConnection connection : open) {
                try {
                    connection.close();
                } catch (IOException e) {
                    // The other side is gone: there is nothing left to close.
                }
            }
            open.clear();
        }
    }
}
