package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimersTest {

    @Test
    void runs_what_is_due_in_its_order_and_not_what_was_taken_back() throws InterruptedException {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        CountDownLatch last = new CountDownLatch(1);
        try (Timers timers = Timers.system()) {
            // All from their one thread, so that none can run before it is taken back, however busy the machine.
            timers.schedule(Duration.ZERO, () -> {
                timers.schedule(Duration.ofMillis(500), () -> {
                    ran.add("second");
                    last.countDown();
                });
                timers.schedule(Duration.ofMillis(30), () -> ran.add("never")).cancel();
                timers.schedule(Duration.ZERO, () -> ran.add("first"));
            });

            assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void accepts_tasks_after_closing_and_runs_none() {
        Timers timers = Timers.system();
        timers.close();
        Queue<String> ran = new ConcurrentLinkedQueue<>();

        timers.schedule(Duration.ZERO, () -> ran.add("never")).cancel();

        assertThat(ran).isEmpty();
    }
}
