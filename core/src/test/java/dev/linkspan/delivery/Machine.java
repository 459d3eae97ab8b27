package dev.linkspan.delivery;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One of the machines that live in the same virtual time: it can die, or stand still while the others go on. */
final class Machine implements Timers {

    private final VirtualTime time;
    private final List<Runnable> held = new ArrayList<>();
    private boolean dead;
    private boolean paused;

    Machine(VirtualTime time) {
        this.time = time;
    }

    Workers workers() {
        return new Workers(serial(), threads(), threads(), serial(), serial(), threads(), serial(), () -> {});
    }

    /** Nothing more of it happens. */
    void die() {
        dead = true;
        held.clear();
    }

    boolean isDead() {
        return dead;
    }

    /** Nothing of it happens until it wakes up. */
    void pause() {
        paused = true;
    }

    boolean isPaused() {
        return paused;
    }

    /** What was to happen meanwhile, happens now. */
    void wake() {
        paused = false;
        List<Runnable> late = List.copyOf(held);
        held.clear();
        late.forEach(Runnable::run);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return time.schedule(delay, () -> run(task));
    }

    @Override
    public void close() {
        die();
    }

    /** What goes out is noted, and answered on threads of this machine. */
    Transport network(ScriptedTransport transport, List<ScriptedTransport.Sent> sent) {
        return new Transport() {
            @Override
            public CompletableFuture<Exchange> send(OutgoingRequest request) {
                CompletableFuture<Exchange> answer = transport.send(request);
                sent.add(transport.sent.getLast());
                return answer.thenApplyAsync(exchange -> exchange, threads());
            }

            @Override
            public void close() {}
        };
    }

    private Executor serial() {
        Executor serial = time.serial();
        return task -> serial.execute(() -> run(task));
    }

    private Executor threads() {
        return task -> time.execute(() -> run(task));
    }

    private void run(Runnable task) {
        if (paused) {
            held.add(task);
        } else if (!dead) {
            task.run();
        }
    }
}
