package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.federation.Intake.Reason;
import dev.linkspan.federation.Intake.Verdict;
import dev.linkspan.store.StoreSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Reason> refused = new ArrayList<>();

    private Intake intake(IntakeLimits limits) {
        return new Intake(limits, waiting::get, new Random(1), refused::add);
    }

    private static Ticket admitted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        return ((Verdict.Admitted) verdict).ticket();
    }

    private static Reason refusal(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason();
    }

    @Test
    void as_many_posts_as_allowed_are_worked_on_and_one_more_when_one_is_done() {
        Intake intake = intake(IntakeLimits.defaults().withRequests(2));
        Ticket first = admitted(intake.admit(A, 10));
        admitted(intake.admit(B, 10));

        assertThat(refusal(intake.admit("192.0.2.3", 10))).isEqualTo(Reason.REQUESTS);
        first.close();
        first.close(); // again, which counts for nothing

        admitted(intake.admit(A, 10));
        assertThat(refusal(intake.admit(A, 10))).isEqualTo(Reason.REQUESTS);
        assertThat(refused).containsExactly(Reason.REQUESTS, Reason.REQUESTS);
    }

    @Test
    void one_sender_gets_three_quarters_and_others_what_is_left() {
        Intake intake = intake(IntakeLimits.defaults().withRequests(32));
        for (int i = 0; i < 24; i++) {
            admitted(intake.admit(A, 0));
        }

        assertThat(refusal(intake.admit(A, 0))).isEqualTo(Reason.SENDER_SHARE);
        admitted(intake.admit(B, 0));
        admitted(intake.admit(B, 0));
        assertThat(refusal(intake.admit(B, 0))).isEqualTo(Reason.SENDER_SHARE);
        admitted(intake.admit("192.0.2.3", 0));
        assertThat(intake.status().requests()).isEqualTo(27);
        assertThat(intake.status().clients()).isEqualTo(3);
    }

    @Test
    void bodies_count_as_they_come_and_what_was_only_declared_holds_nothing() {
        Intake intake = intake(IntakeLimits.defaults().withBodyBytes(1600));
        Ticket slow = admitted(intake.admit(A, 1200));
        Ticket other = admitted(intake.admit(A, 1200));

        assertThat(other.hold(1200)).isEmpty();

        assertThat(intake.status().bodyBytes()).isEqualTo(1200);
        assertThat(slow.hold(1).map(Verdict.Refused::reason)).contains(Reason.SENDER_SHARE);
        assertThat(refusal(intake.admit(A, 1))).isEqualTo(Reason.SENDER_SHARE);
        assertThat(refusal(intake.admit(B, 401))).isEqualTo(Reason.BODY_BYTES);
        assertThat(admitted(intake.admit(B, 100)).hold(100)).isEmpty();
        slow.close();
        other.close();
        assertThat(intake.status().bodyBytes()).isEqualTo(100);
        assertThat(intake.status().clients()).isEqualTo(1);
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_is_counted_like_any_other() {
        Intake intake = intake(IntakeLimits.defaults().withBodyBytes(1600));
        Ticket chunked = admitted(intake.admit(A, -1));

        assertThat(chunked.hold(1200)).isEmpty();
        assertThat(chunked.hold(1)).isPresent();
        chunked.close();

        assertThat(intake.status().bodyBytes()).isZero();
    }

    @Test
    void acts_that_wait_for_the_writer_close_the_intake_until_they_are_fewer() {
        Intake intake = intake(IntakeLimits.defaults().withWaitingActs(8));
        waiting.set(8);

        assertThat(refusal(intake.admit(A, 0))).isEqualTo(Reason.WRITER);
        assertThat(intake.status().closed()).contains(Reason.WRITER);
        waiting.set(7);

        admitted(intake.admit(A, 0));
        assertThat(intake.status().closed()).isEmpty();
    }

    @Test
    void a_disk_without_room_and_too_much_data_close_the_intake() {
        Intake intake = intake(IntakeLimits.defaults().withStorage(1000, 5000));
        admitted(intake.admit(A, 0)); // nothing is known yet

        intake.observe(new StoreSpace(OptionalLong.of(4999), OptionalLong.of(999)));
        assertThat(refusal(intake.admit(A, 0))).isEqualTo(Reason.DISK);
        intake.observe(new StoreSpace(OptionalLong.of(5000), OptionalLong.of(1000)));
        assertThat(refusal(intake.admit(A, 0))).isEqualTo(Reason.STORED);
        intake.observe(new StoreSpace(OptionalLong.of(4999), OptionalLong.of(1000)));
        admitted(intake.admit(A, 0));
        intake.observe(StoreSpace.unknown());
        admitted(intake.admit(A, 0));
    }

    @Test
    void senders_are_told_different_times_around_the_usual_one() {
        Intake intake = intake(IntakeLimits.defaults());
        Set<Duration> busy = new HashSet<>();
        waiting.set(Integer.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            busy.add(((Verdict.Refused) intake.admit(A, 0)).retryAfter());
        }
        intake.observe(new StoreSpace(OptionalLong.empty(), OptionalLong.of(0)));

        assertThat(busy)
                .hasSizeGreaterThan(10)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30)));
        assertThat(((Verdict.Refused) intake.admit(A, 0)).retryAfter())
                .isBetween(Duration.ofSeconds(150), Duration.ofSeconds(450));
    }

    @Test
    void whatever_many_threads_do_all_is_given_back_in_the_end() {
        Intake intake = intake(IntakeLimits.defaults().withRequests(8).withBodyBytes(400));
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String client = "192.0.2." + i % 5;
                threads.execute(() -> {
                    if (intake.admit(client, 20) instanceof Verdict.Admitted admitted) {
                        try (Ticket place = admitted.ticket()) {
                            most.accumulateAndGet(intake.status().requests(), Math::max);
                            assertThat(place.hold(25).isPresent()
                                            || intake.status().bodyBytes() <= 400)
                                    .isTrue();
                        }
                    }
                });
            }
        }

        assertThat(most.get()).isBetween(1, 8);
        assertThat(intake.status().requests()).isZero();
        assertThat(intake.status().bodyBytes()).isZero();
        assertThat(intake.status().clients()).isZero();
    }

    @Test
    void a_limit_that_would_take_nothing_is_refused() {
        assertThatThrownBy(() -> IntakeLimits.defaults().withRequests(0))
                .hasMessage("intake-requests: 0 (expected: at least 1)");
        assertThatThrownBy(() -> IntakeLimits.defaults().withBodyBytes(0))
                .hasMessage("intake-body-bytes: 0 (expected: at least 1)");
        assertThatThrownBy(() -> IntakeLimits.defaults().withWaitingActs(0))
                .hasMessage("intake-waiting-acts: 0 (expected: at least 1)");
        assertThatThrownBy(() -> IntakeLimits.defaults().withStorage(-1, 1))
                .hasMessage("intake-free-bytes: -1 (expected: 0 or more)");
        assertThatThrownBy(() -> IntakeLimits.defaults().withStorage(0, 0))
                .hasMessage("intake-stored-bytes: 0 (expected: at least 1)");
    }

    @Test
    void the_operator_hears_of_a_reason_at_once_and_then_every_ten_seconds() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
        RefusalLog log = new RefusalLog(now::get);

        assertThat(log.refused(Reason.WRITER)).isTrue();
        assertThat(log.refused(Reason.WRITER)).isFalse();
        assertThat(log.refused(Reason.DISK)).isTrue();
        now.updateAndGet(instant -> instant.plusSeconds(10));
        assertThat(log.refused(Reason.WRITER)).isTrue();
    }

    @Test
    void all_addresses_of_an_ipv6_network_are_one_sender() {
        Intake intake = intake(IntakeLimits.defaults().withRequests(32));
        List<Ticket> taken = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            taken.add(admitted(intake.admit("2001:db8:0:7:" + Integer.toHexString(i) + "::1", 0)));
        }

        assertThat(refusal(intake.admit("2001:db8:0:7::ffff", 0))).isEqualTo(Reason.SENDER_SHARE);
        taken.add(admitted(intake.admit("2001:db8:0:8::ffff", 0)));
        assertThat(intake.status().clients()).isEqualTo(2);
        assertThat(taken.getFirst().hold(7)).isEmpty();
        taken.forEach(Ticket::close);
        assertThat(intake.status().clients()).isZero();
        assertThat(intake.status().bodyBytes()).isZero();
    }

    @Test
    void an_ipv4_address_is_one_sender_in_both_spellings() {
        Intake intake = intake(IntakeLimits.defaults());

        admitted(intake.admit("::ffff:192.0.2.1", 0));
        admitted(intake.admit("::ffff:192.0.2.2", 0));
        admitted(intake.admit(A, 0));
        admitted(intake.admit(B, 0));

        assertThat(intake.status().clients()).isEqualTo(2);
    }
}
