package dev.linkspan.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        return new Workers(serial(), threads(), threads(), serial(), serial(), () -> {});
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
