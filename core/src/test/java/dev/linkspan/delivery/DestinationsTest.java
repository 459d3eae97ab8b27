package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Which entries go where, and which lanes there are. */
class DestinationsTest {

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
    void a_lane_that_the_log_no_longer_waits_for_skips_forward_and_says_so() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            for (int i = 0; i < 10; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofSeconds(1));
            rig.delivery.close();
            rig.store.log().trim(rig.time.instant().plusSeconds(1), Instant.MAX, Instant.MIN, Instant.MIN);
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
