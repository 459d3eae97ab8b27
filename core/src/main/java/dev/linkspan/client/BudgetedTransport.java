package dev.linkspan.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Sends by another transport until a budget is spent; from then on every request fails without being sent. Leaves the
 * other transport open. Thread-safe; requests at the same time may together read more than there are bytes left.
 */
public final class BudgetedTransport implements Transport {

    private final Transport transport;
    private final FetchBudget budget;
    private final LongSupplier nanoTime;
    private final long start;
    private int requests;
    private long bytes;
    private boolean cut;
    private Optional<String> refusal = Optional.empty();

    /**
     * A budget that nothing was spent of yet; its time begins now.
     *
     * @param transport sends
     * @param budget how much
     * @param nanoTime the clock, in nanoseconds, as {@link System#nanoTime()}
     */
    public BudgetedTransport(Transport transport, FetchBudget budget, LongSupplier nanoTime) {
        this.transport = transport;
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Which part of the budget was missing, as a sentence; empty as long as it was enough. */
    public synchronized Optional<String> spent() {
        return refusal;
    }

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        OutgoingRequest sent;
        synchronized (this) {
            Optional<Exchange.Failed> failure = failure();
            if (failure.isPresent()) {
                refusal = failure.map(Exchange.Failed::detail);
                return CompletableFuture.completedFuture(failure.get());
            }
            requests++;
            sent = within(request);
        }
        return transport.send(sent).thenApply(exchange -> {
            count(exchange, sent.maxResponseBytes() < request.maxResponseBytes());
            return exchange;
        });
    }

    /** The other transport stays open. */
    @Override
    public void close() {}

    private Optional<Exchange.Failed> failure() {
        if (requests >= budget.requests()) {
            return spent(Exchange.Failure.BUSY, budget.requests() + " requests");
        }
        if (cut || bytes >= budget.bytes()) {
            return spent(Exchange.Failure.TOO_LARGE, budget.bytes() + " bytes");
        }
        return left().isPositive()
                ? Optional.empty()
                : spent(Exchange.Failure.TIMEOUT, budget.time().toMillis() + " ms");
    }

    private static Optional<Exchange.Failed> spent(Exchange.Failure failure, String what) {
        return Optional.of(new Exchange.Failed(failure, "the budget of " + what + " for this task is spent"));
    }

    private Duration left() {
        return budget.time().minusNanos(nanoTime.getAsLong() - start);
    }

    private OutgoingRequest within(OutgoingRequest request) {
        Duration left = left();
        Duration deadline = request.deadline().compareTo(left) < 0 ? request.deadline() : left;
        int maxBytes = (int) Math.min(request.maxResponseBytes(), budget.bytes() - bytes);
        return new OutgoingRequest(
                request.method(), request.uri(), request.fields(), request.body(), deadline, maxBytes);
    }

    private synchronized void count(Exchange exchange, boolean isShortened) {
        switch (exchange) {
            case Exchange.Answered answered -> bytes += answered.body().length();
            case Exchange.Failed failed -> {
                if (isShortened && failed.failure() == Exchange.Failure.TOO_LARGE) {
                    cut = true;
                    refusal = failure().map(Exchange.Failed::detail);
                }
            }
        }
    }
}
