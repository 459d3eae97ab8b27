package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.SteadyClock;
import dev.linkspan.delivery.Timers;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogTrimmerTest {

    private static final long GIB = 1L << 30;

    private final Store store = Store.inMemory();
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private StoreSpace space = StoreSpace.unknown();
    private final Machine machine = new Machine();
    private final LogTrimmer trimmer = new LogTrimmer(
            store.log(),
            Retention.defaults(),
            () -> space,
            IntakeLimits.defaults().withStorage(GIB, 8 * GIB),
            () -> now,
            new SteadyClock(machine));

    /** A machine whose own clock no test sets wrong. */
    private static final class Machine implements Timers {

        private Duration ran = Duration.ZERO;

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new AssertionError("nothing is to be done later");
        }

        @Override
        public long nanos() {
            return ran.toNanos();
        }

        @Override
        public void close() {}
    }

    private void append(String id) {
        store.log()
                .append(new NewEntry(
                        id,
                        id,
                        "Create",
                        id,
                        new Audience.Subscribers(Audience.Form.RECEIVED, Audience.Form.NONE, Set.of()),
                        Optional.of(Body.of(id)),
                        Optional.empty(),
                        Optional.empty(),
                        now));
    }

    private List<String> left() {
        return store.log().read(0, 100, 1_000_000).stream()
                .map(LogEntry::activityId)
                .toList();
    }

    private void hourly(int hours) {
        for (int hour = 0; hour < hours; hour++) {
            append(now.toString());
            now = now.plus(Duration.ofHours(1));
        }
    }

    @Test
    void keeps_a_day_of_what_all_have() {
        hourly(48);

        trimmer.trim();

        assertThat(left()).hasSize(24);
    }

    @Test
    void gives_history_up_by_halves_before_the_intake_must_close_and_begins_again_when_there_is_room() {
        hourly(48);

        space = new StoreSpace(OptionalLong.of(7 * GIB), OptionalLong.of(100 * GIB));
        trimmer.trim();
        assertThat(left()).hasSize(12);
        trimmer.trim();
        assertThat(left()).hasSize(6);

        space = new StoreSpace(OptionalLong.of(5 * GIB), OptionalLong.of(100 * GIB));
        trimmer.trim();
        assertThat(left()).as("neither scarce nor ample").hasSize(6);

        space = new StoreSpace(OptionalLong.of(GIB), OptionalLong.of(100 * GIB));
        trimmer.trim();
        hourly(12);
        trimmer.trim();
        assertThat(left()).hasSize(18);
    }

    @Test
    void gives_history_up_when_the_disk_gets_full() {
        hourly(48);
        space = new StoreSpace(OptionalLong.of(GIB), OptionalLong.of(GIB));

        for (int round = 0; round < 20; round++) {
            trimmer.trim();
        }

        assertThat(left()).isEmpty();
    }

    @Test
    void forgets_nothing_that_waits_in_the_hour_after_the_clock_was_set() {
        // A lane that has passed nothing.
        store.log()
                .append(new NewEntry(
                        "follow",
                        "follow",
                        "Accept",
                        "follow",
                        new Audience.OneLane("a.example", "https://a.example/inbox"),
                        Optional.empty(),
                        Optional.of(new OwnActivity(
                                "accept", "Accept", "follow", Optional.empty(), Body.of("accept"), now)),
                        Optional.empty(),
                        now));
        append("post");
        trimmer.trim();
        run(Duration.ofHours(2));
        Instant right = now;

        now = right.plus(Duration.ofDays(31));
        trimmer.trim();
        run(Duration.ofMinutes(59));
        trimmer.trim();
        assertThat(left()).containsExactly("follow", "post");
        assertThat(store.log().seen("post")).isTrue();

        run(Duration.ofMinutes(1));
        trimmer.trim();
        assertThat(left()).as("an answer does not go by age").containsExactly("follow");
        assertThat(store.log().seen("post")).isFalse();
    }

    private void run(Duration time) {
        machine.ran = machine.ran.plus(time);
        now = now.plus(time);
    }
}
