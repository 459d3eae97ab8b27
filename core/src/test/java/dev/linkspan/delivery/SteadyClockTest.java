package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.Clock clock = time.clock(Duration.ZERO);
    private final SteadyClock steady = new SteadyClock(new Machine(time));

    private boolean isSteady() {
        return steady.isSteady(clock.instant());
    }

    @Test
    void is_steady_an_hour_after_the_start() {
        assertThat(isSteady()).isFalse();
        time.advance(Duration.ofMinutes(59));
        assertThat(isSteady()).isFalse();
        time.advance(Duration.ofMinutes(1));
        assertThat(isSteady()).isTrue();
    }

    @Test
    void is_not_for_an_hour_after_the_clock_was_set_either_way() {
        for (Duration error : new Duration[] {Duration.ofDays(3), Duration.ZERO}) {
            isSteady();
            time.advance(Duration.ofHours(1));
            assertThat(isSteady()).isTrue();

            clock.ahead = error;
            assertThat(isSteady()).isFalse();
            time.advance(Duration.ofMinutes(59));
            assertThat(isSteady()).isFalse();
            time.advance(Duration.ofMinutes(1));
            assertThat(isSteady()).isTrue();
        }
    }

    @Test
    void minds_no_small_corrections() {
        isSteady();
        time.advance(Duration.ofHours(1));

        clock.ahead = Duration.ofMinutes(4);

        assertThat(isSteady()).isTrue();
    }
}
