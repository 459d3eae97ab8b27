package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    @Test
    void sends_the_profile_that_every_server_understands() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");

            rig.append("{\"type\":\"Create\"}");

            OutgoingRequest request = rig.transport.sent.getFirst().request();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).hasToString("https://a.example/inbox");
            assertThat(request.body()).isEqualTo(Body.of("{\"type\":\"Create\"}"));
            // servers.md §2
            assertThat(request.fields().first("Content-Type")).contains("application/activity+json");
            assertThat(request.fields().first("Accept"))
                    .contains(
                            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");
            assertThat(request.fields().all("Host")).containsExactly("a.example");
            assertThat(request.fields().all("Digest"))
                    .containsExactly(
                            BodyDigest.of(Body.of("{\"type\":\"Create\"}")).digestField());
            assertThat(request.fields().all("Date")).hasSize(1);
            assertThat(request.fields().all("Signature")).hasSize(1);
        }
    }

    @Test
    void signs_anew_for_every_attempt() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(503));
            rig.append("one");

            rig.time.advance(Duration.ofMinutes(1));

            assertThat(rig.transport.sent.stream()
                            .map(s -> s.request().fields().first("Signature").orElseThrow()))
                    .hasSizeGreaterThan(1)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void gives_each_style_its_form_and_the_excepted_nothing() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("public.example");
            rig.subscribe("actor.example", Style.ACTOR);
            rig.subscribe("origin.example:8443");

            rig.append("one", "o", new Audience.Subscribers(Form.RECEIVED, Form.OWN, Set.of("origin.example:8443")));
            rig.append("two", "o", new Audience.Subscribers(Form.OWN, Form.NONE, Set.of()));

            assertThat(rig.transport.bodiesTo("public.example")).containsExactly("one", "own two");
            assertThat(rig.transport.bodiesTo("actor.example")).containsExactly("own one");
            assertThat(rig.transport.bodiesTo("origin.example:8443")).containsExactly("own two");
            assertThat(rig.lane("actor.example").lag()).isZero();
        }
    }

    @Test
    void sends_a_control_message_to_its_own_inbox_even_where_no_subscription_is() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("other.example");

            rig.store.log().append(rig.control("new.example", "Reject"));
            rig.time.settle();

            assertThat(rig.transport.sent).singleElement().satisfies(sent -> {
                assertThat(sent.host()).isEqualTo("new.example");
                assertThat(sent.path()).isEqualTo("/own/inbox");
                assertThat(sent.body()).isEqualTo("own Reject");
            });
        }
    }

    @Test
    void removes_a_lane_that_nobody_needs_once_it_is_drained() {
        try (Rig rig = Rig.started()) {
            rig.answers("new.example", failed(Exchange.Failure.CONNECT));
            rig.store.log().append(rig.control("new.example", "Reject"));
            rig.time.advance(Duration.ofSeconds(3));
            assertThat(rig.store.lanes().find("new.example")).isPresent();

            rig.answers("new.example", status(202));
            rig.time.advance(Duration.ofMinutes(2));

            assertThat(rig.store.lanes().find("new.example")).isEmpty();
            assertThat(rig.delivery.status().lanes()).isEmpty();

            rig.store.log().append(rig.control("new.example", "Reject again"));
            rig.time.settle();

            assertThat(rig.transport.bodiesTo("new.example")).endsWith("own Reject", "own Reject again");
        }
    }

    @Test
    void serves_a_subscription_from_the_entry_behind_its_accept_without_being_told() {
        try (Rig rig = Rig.started()) {
            rig.append("before");

            rig.store
                    .subscriptions()
                    .put(Rig.subscription("a.example", Style.PUBLIC), List.of(rig.control("a.example", "Accept")));
            rig.append("after");

            assertThat(rig.transport.bodiesTo("a.example")).containsExactlyInAnyOrder("own Accept", "after");
        }
    }

    @Test
    void a_lane_looks_at_its_subscription_before_it_passes_the_accept() {
        try (Rig rig = Rig.started()) {
            rig.time.shuffle(new DispatcherFirst());
            rig.transport.holding = true;
            for (int i = 0; i < 6; i++) {
                rig.store.log().append(rig.control("a.example", "Hello " + i));
            }
            for (int i = 0; i < 5; i++) {
                rig.time.settle();
                rig.transport.answerNext();
            }
            rig.time.settle();

            rig.store
                    .subscriptions()
                    .put(Rig.subscription("a.example", Style.PUBLIC), List.of(rig.control("a.example", "Accept")));
            rig.append("after");
            rig.append("after that");
            while (!rig.transport.held.isEmpty()) {
                rig.transport.answerNext();
                rig.time.settle();
            }

            assertThat(rig.transport.bodiesTo("a.example"))
                    .contains("own Hello 5", "own Accept", "after", "after that");
        }
    }

    @Test
    void stops_for_an_authority_that_no_longer_subscribes() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(503));
            rig.append("one");

            rig.store.subscriptions().remove("https://a.example/actor", Style.PUBLIC, List.of());
            rig.append("two");
            rig.time.advance(Duration.ofMinutes(10));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("one");
            assertThat(rig.store.lanes().all()).isEmpty();
        }
    }

    @Test
    void a_dead_destination_does_not_delay_the_others() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("dead.example");
            rig.subscribe("live.example");
            rig.answers("dead.example", failed(Exchange.Failure.CONNECT));

            for (int i = 0; i < 100; i++) {
                rig.append("entry " + i);
            }

            assertThat(rig.transport.bodiesTo("live.example")).hasSize(100);
            assertThat(rig.lane("live.example").lag()).isZero();
            assertThat(rig.transport.bodiesTo("dead.example")).hasSizeLessThan(10);
            assertThat(rig.lane("dead.example").cursor()).isZero();
        }
    }

    @Test
    void delivers_everything_to_a_destination_that_comes_back() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.TIMEOUT));
            for (int i = 0; i < 50; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofDays(2));
            int tries = rig.transport.sent.size();

            rig.answers("a.example", status(202));
            rig.time.advance(Duration.ofHours(7));

            assertThat(tries).isLessThan(40);
            assertThat(rig.transport.bodiesTo("a.example").subList(tries, rig.transport.sent.size()))
                    .hasSize(50)
                    .doesNotHaveDuplicates();
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void a_delete_never_overtakes_its_create_even_over_retries() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script =
                    sent -> sent.body().equals("create") && rig.transport.sent.size() < 4 ? status(500) : status(202);

            rig.append("create", "note");
            rig.append("other");
            rig.append("update", "note");
            rig.append("delete", "note");
            rig.time.advance(Duration.ofHours(1));

            assertThat(rig.transport.bodiesTo("a.example"))
                    .filteredOn(body -> !body.equals("other"))
                    .startsWith("create", "create")
                    .endsWith("create", "update", "delete")
                    .filteredOn(body -> !body.equals("create"))
                    .hasSize(2);
            assertThat(rig.lane("a.example").stragglers()).isZero();
        }
    }

    @Test
    void a_poisonous_entry_does_not_hold_the_cursor() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().equals("poison") ? status(500) : status(202);

            long poison = rig.append("poison");
            for (int i = 0; i < 200; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofSeconds(2));

            assertThat(rig.transport.bodiesTo("a.example")).hasSize(201);
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.store
                            .lanes()
                            .find("a.example")
                            .orElseThrow()
                            .progress()
                            .stragglers())
                    .singleElement()
                    .satisfies(straggler -> assertThat(straggler.offset()).isEqualTo(poison));

            rig.time.advance(Duration.ofDays(8));

            assertThat(rig.outcomes("a.example")).last().isInstanceOf(Outcome.GaveUp.class);
            assertThat(rig.lane("a.example").stragglers()).isZero();
        }
    }

    @Test
    void a_poisonous_entry_alone_in_its_lane_does_not_delay_the_next_one() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().equals("poison") ? status(500) : status(202);
            rig.append("poison");
            rig.time.advance(Duration.ofHours(20));

            rig.append("good");

            assertThat(rig.transport.bodiesTo("a.example")).endsWith("good");
        }
    }

    @Test
    void the_probe_of_a_paused_lane_is_not_always_the_same_entry() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.TIMEOUT));
            rig.append("poison");
            rig.append("good");
            rig.time.advance(Duration.ofMinutes(5));
            rig.transport.script =
                    sent -> sent.body().equals("poison") ? failed(Exchange.Failure.TIMEOUT) : status(202);

            rig.time.advance(Duration.ofMinutes(30));

            assertThat(rig.outcomes("a.example")).contains(new Outcome.Delivered(202));
            assertThat(rig.lane("a.example").stragglers()).isEqualTo(1);
        }
    }

    @Test
    void a_full_set_of_stragglers_slows_the_lane_until_the_oldest_has_had_its_chances() {
        try (Rig rig = new Rig()) {
            rig.settings = rig.settings.withMaxStragglers(3);
            rig.start();
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().startsWith("poison") ? status(500) : status(202);

            for (int i = 0; i < 20; i++) {
                rig.append("poison " + i);
                rig.append("good " + i);
                rig.time.advance(Duration.ofMinutes(1));
            }

            assertThat(rig.lane("a.example").stragglers()).isEqualTo(3);
            assertThat(rig.transport.bodiesTo("a.example")).contains("good 0", "good 19");
            assertThat(rig.outcomes("a.example")).anyMatch(Outcome.GaveUp.class::isInstance);
            assertThat(rig.transport.bodiesTo("a.example"))
                    .filteredOn("poison 0"::equals)
                    .hasSizeGreaterThanOrEqualTo(Backlog.STRAGGLER_ATTEMPTS);
        }
    }

    @Test
    void the_window_grows_by_success_and_is_bounded() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            for (int i = 0; i < 60; i++) {
                rig.append("entry " + i);
            }
            assertThat(rig.transport.held).hasSize(2);

            for (int i = 0; i < 30; i++) {
                rig.transport.answerNext();
                rig.time.settle();
                assertThat(rig.transport.held).hasSizeLessThanOrEqualTo(8);
            }

            assertThat(rig.transport.held).hasSize(8);
        }
    }

    @Test
    void the_window_shrinks_by_failure() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            for (int i = 0; i < 60; i++) {
                rig.append("entry " + i);
            }
            for (int i = 0; i < 20; i++) {
                rig.transport.answerNext();
                rig.time.settle();
            }
            assertThat(rig.transport.held).hasSize(8);

            rig.transport.held.removeFirst().answer(status(500));
            for (int i = 0; i < 3; i++) {
                rig.transport.held.removeFirst().answer(status(400));
            }
            rig.time.settle();

            // Eight halved is four, and that many are still under way.
            assertThat(rig.transport.held).hasSize(4);
        }
    }

    @Test
    void a_paused_lane_sends_a_single_probe_and_waits_for_its_answer() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            for (int i = 0; i < 20; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofMinutes(3));
            int before = rig.transport.sent.size();
            assertThat(rig.lane("a.example").nextAttempt()).isPresent();
            rig.transport.holding = true;

            rig.time.advance(Duration.ofHours(12));

            assertThat(rig.transport.sent).hasSize(before + 1);

            rig.transport.held.removeFirst().answer(status(202));
            rig.time.settle();

            assertThat(rig.transport.held).hasSizeBetween(2, 3);
            assertThat(rig.lane("a.example").failures()).isZero();
        }
    }

    @Test
    void eight_that_fail_at_once_are_one_failure() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            for (int i = 0; i < 40; i++) {
                rig.append("entry " + i);
            }
            for (int i = 0; i < 20; i++) {
                rig.transport.answerNext();
                rig.time.settle();
            }
            List.copyOf(rig.transport.held).forEach(held -> held.answer(failed(Exchange.Failure.CONNECT)));

            assertThat(rig.lane("a.example").failures()).isEqualTo(1);
        }
    }

    @Test
    void a_pause_that_the_destination_asks_for_holds_the_whole_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(429, "Retry-After", "600"));
            Instant asked = rig.time.instant();
            rig.append("one");
            rig.append("two");
            rig.answers("a.example", status(202));
            rig.delivery.inboundFrom("a.example");

            rig.time.advance(Duration.ofSeconds(599));
            assertThat(rig.transport.sent).hasSize(1);
            rig.time.advance(Duration.ofSeconds(2));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactlyInAnyOrder("one", "one", "two");
            assertThat(rig.transport.timesTo("a.example").get(1)).isEqualTo(asked.plusSeconds(600));
        }
    }

    @Test
    void a_refused_entry_is_skipped() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().equals("bad") ? status(400) : status(202);

            rig.append("bad");
            rig.append("good");
            rig.time.advance(Duration.ofDays(1));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("bad", "good");
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.delivery.status().totals().refused()).isEqualTo(1);
        }
    }

    @Test
    void forbidden_addresses_are_refused_and_the_lane_goes_on() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.FORBIDDEN));

            rig.append("one");
            rig.append("two");

            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void an_inbox_that_is_gone_suspends_the_lane_and_loses_nothing() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.append("two");
            rig.time.advance(Duration.ofHours(11));

            assertThat(rig.events).containsExactly("suspended a.example");
            assertThat(rig.transport.sent).hasSize(1);
            assertThat(rig.lane("a.example").cursor()).isZero();

            rig.time.advance(Duration.ofHours(2));
            assertThat(rig.transport.sent).hasSize(2);

            rig.answers("a.example", status(202));
            rig.delivery.inboundFrom("a.example");
            rig.time.settle();

            assertThat(rig.events).containsExactly("suspended a.example", "revived a.example");
            assertThat(rig.transport.bodiesTo("a.example")).endsWith("two").contains("one");
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.lane("a.example").health()).isEqualTo(Health.ACTIVE);
        }
    }

    @Test
    void a_successful_probe_revives_a_suspended_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.answers("a.example", status(202));

            rig.time.advance(Duration.ofHours(13));

            assertThat(rig.events).containsExactly("suspended a.example", "revived a.example");
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void a_control_message_to_an_inbox_that_is_gone_says_nothing_about_the_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.path().equals("/own/inbox") ? status(410) : status(202);

            rig.store.log().append(rig.control("a.example", "Accept"));
            rig.append("one");

            assertThat(rig.events).isEmpty();
            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void inbound_requests_end_a_pause_but_not_more_often_than_set() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            rig.append("one");
            rig.time.advance(Duration.ofHours(5));
            int before = rig.transport.sent.size();

            for (int i = 0; i < 30; i++) {
                rig.delivery.inboundFrom("a.example");
                rig.time.advance(Duration.ofSeconds(1));
            }

            assertThat(rig.transport.sent.size() - before).isBetween(1, 3);
            rig.delivery.inboundFrom("unknown.example");
            assertThat(rig.delivery.status().lanes()).hasSize(1);
        }
    }

    @Test
    void a_destination_that_fails_for_a_week_is_suspended_and_later_expires() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.UNRESOLVED));
            for (int day = 0; day < 7; day++) {
                rig.append("entry " + day);
                rig.time.advance(Duration.ofDays(1));
            }
            rig.time.advance(Duration.ofDays(1));
            assertThat(rig.events).containsExactly("suspended a.example");
            int before = rig.transport.sent.size();

            rig.time.advance(Duration.ofDays(4));
            assertThat(rig.transport.sent.size() - before).isBetween(7, 9);
            rig.time.advance(Duration.ofDays(20));

            assertThat(rig.events).containsExactly("suspended a.example", "expired a.example");
        }
    }

    @Test
    void many_entries_answered_404_over_a_day_suspend_the_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(404));

            for (int i = 0; i < 30; i++) {
                rig.append("entry " + i);
            }
            assertThat(rig.events).isEmpty();
            assertThat(rig.lane("a.example").lag()).isZero();
            rig.time.advance(Duration.ofHours(25));
            rig.append("last");

            assertThat(rig.events).containsExactly("suspended a.example");
        }
    }

    @Test
    void an_entry_is_given_up_after_a_week() {
        try (Rig rig = Rig.started()) {
            rig.store.log().append(rig.control("a.example", "Accept"));
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));

            rig.time.advance(Duration.ofDays(9));

            assertThat(rig.outcomes("a.example")).last().isInstanceOf(Outcome.GaveUp.class);
            assertThat(rig.store.lanes().all()).isEmpty();
        }
    }

    @Test
    void a_lane_that_the_log_no_longer_waits_for_skips_forward_and_says_so() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            for (int i = 0; i < 10; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofSeconds(1));
            rig.delivery.close();
            rig.store.log().trim(rig.time.instant().plusSeconds(1), Instant.MIN, Instant.MIN);
            rig.crash();
            rig.start();
            rig.append("after");

            rig.answers("a.example", status(202));
            rig.delivery.inboundFrom("a.example");
            rig.time.settle();

            assertThat(rig.transport.bodiesTo("a.example")).endsWith("after");
            assertThat(rig.lane("a.example").skipped()).isEqualTo(10);
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void a_fault_of_our_own_repeats_the_attempt_and_stops_nothing() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> {
                if (rig.transport.sent.size() == 1) {
                    throw new IllegalStateException("a bug");
                }
                return status(202);
            };

            rig.append("one");
            assertThat(rig.lane("a.example").failures()).isZero();
            rig.time.advance(Duration.ofSeconds(3));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("one", "one");
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    /** Of the threads that have something to do, the dispatcher is always the fastest. */
    private static final class DispatcherFirst implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new AssertionError("only asked for one of several");
        }

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    }
}
