package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Timers that go by a clock which a test moves. */
class VirtualTimersTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void fire_when_the_clock_gets_there_in_the_order_in_which_they_are_due() {
        VirtualClock clock = VirtualClock.stoppedAt(Instant.parse("2026-09-01T12:00:00Z"));
        try (Timers timers = clock.timers()) {
            timers.schedule(Duration.ofDays(2), () -> done.add("two days"));
            timers.schedule(Duration.ofHours(1), () -> done.add("an hour"));
            timers.schedule(Duration.ofHours(1), () -> done.add("another hour"));
            timers.schedule(Duration.ofHours(2), () -> done.add("taken back")).cancel();
            assertThat(done).isEmpty();

            clock.advance(Duration.ofMinutes(59));
            assertThat(done).isEmpty();
            clock.advance(Duration.ofDays(3));

            assertThat(done).containsExactly("an hour", "another hour", "two days");
            assertThat(timers.nanos())
                    .isEqualTo(Duration.ofDays(3).plusMinutes(59).toNanos());
        }
    }

    @Test
    void what_repeats_itself_is_done_once_however_long_everybody_slept() {
        VirtualClock clock = VirtualClock.stoppedAt(Instant.parse("2026-09-01T12:00:00Z"));
        try (Timers timers = clock.timers()) {
            Runnable[] again = new Runnable[1];
            again[0] = () -> {
                done.add("beat");
                timers.schedule(Duration.ofSeconds(5), again[0]);
            };
            timers.schedule(Duration.ofSeconds(5), again[0]);

            clock.advance(Duration.ofDays(400));

            assertThat(done).containsExactly("beat");
        }
    }

    @Test
    void go_on_after_a_task_that_fails() {
        VirtualClock clock = VirtualClock.stoppedAt(Instant.parse("2026-09-01T12:00:00Z"));
        try (Timers timers = clock.timers()) {
            timers.schedule(Duration.ofHours(1), () -> {
                throw new IllegalStateException("fails");
            });
            timers.schedule(Duration.ofHours(2), () -> done.add("after it"));

            clock.advance(Duration.ofHours(3));

            assertThat(done).containsExactly("after it");
        }
    }

    @Test
    void fire_by_themselves_where_time_goes_by_itself() throws Exception {
        CountDownLatch fired = new CountDownLatch(1);
        try (Timers timers = VirtualClock.running().timers()) {
            timers.schedule(Duration.ofMillis(20), fired::countDown);

            assertThat(fired.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void drop_everything_when_they_are_closed() {
        VirtualClock clock = VirtualClock.stoppedAt(Instant.parse("2026-09-01T12:00:00Z"));
        Timers timers = clock.timers();
        timers.schedule(Duration.ofSeconds(1), () -> done.add("late"));
        timers.close();
        timers.schedule(Duration.ofSeconds(1), () -> done.add("later"));

        clock.advance(Duration.ofDays(1));

        assertThat(done).isEmpty();
    }
}
