package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.Audience;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How entries reach the lanes that they name. */
class NamedDeliveryTest {

    private static final String SENDER = "https://app.example/users/u";

    private static void send(Rig rig, String text, String... hosts) {
        rig.store.log().append(rig.sent("Create", text, "object of " + text, hosts));
        rig.time.settle();
    }

    @Test
    void go_to_the_inboxes_named_and_nowhere_else() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("subscriber.example");

            send(rig, "hello", "a.example", "b.example:8443");

            assertThat(rig.transport.sent)
                    .extracting(sent -> sent.host() + sent.path() + " " + sent.body())
                    .containsExactlyInAnyOrder("a.example/shared own hello", "b.example:8443/shared own hello");
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void are_signed_in_the_name_of_their_sender() {
        try (Rig rig = new Rig()) {
            rig.keys = new SigningKeys() {
                @Override
                public SigningKey forServer(String authority) {
                    return Rig.signingKey();
                }

                @Override
                public SigningKey forEntry(String authority, Optional<String> sender) {
                    return new SigningKey(
                            sender.orElse("nobody") + "#key for " + authority,
                            Rig.signingKey().key(),
                            Rig.signingKey().algorithm());
                }
            };
            rig.start();

            send(rig, "hello", "a.example");
            rig.store.log().append(rig.control("a.example", "Accept"));
            rig.time.settle();

            assertThat(rig.transport.sent)
                    .extracting(
                            sent -> sent.request().fields().first("Signature").orElseThrow())
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith(SENDER + "#key for a.example"),
                            second -> assertThat(second).startsWith("nobody#key for a.example"));
        }
    }

    @Test
    void are_given_up_when_their_sender_has_no_key_any_more_and_hold_up_nothing() {
        try (Rig rig = new Rig()) {
            rig.keys = new SigningKeys() {
                @Override
                public SigningKey forServer(String authority) {
                    return Rig.signingKey();
                }

                @Override
                public SigningKey forEntry(String authority, Optional<String> sender) {
                    if (sender.isPresent()) {
                        throw new IllegalArgumentException("gone");
                    }
                    return Rig.signingKey();
                }
            };
            rig.start();

            send(rig, "hello", "a.example");
            rig.store.log().append(rig.control("a.example", "Accept"));
            rig.time.settle();

            assertThat(rig.outcomes("a.example"))
                    .containsExactlyInAnyOrder(
                            new Outcome.GaveUp("no key to sign with: gone"), new Outcome.Delivered(202));
        }
    }

    @Test
    void wake_the_lanes_concerned_without_asking_the_store_and_no_others() {
        try (Rig rig = new Rig()) {
            ProbedStore store = new ProbedStore(rig.store);
            rig.store = store;
            rig.start();
            rig.subscribe("subscriber.example");
            send(rig, "first", "a.example", "b.example");
            rig.time.advance(Duration.ofSeconds(2));
            store.calls.clear();

            send(rig, "second", "a.example");

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("own first", "own second");
            assertThat(store.calls).containsOnly("append", "read");
            assertThat(rig.lane("a.example").cursor()).isEqualTo(2);
            assertThat(rig.lane("b.example").cursor()).isEqualTo(1);
            assertThat(rig.lane("subscriber.example").cursor()).isZero();
        }
    }

    @Test
    void do_not_keep_the_log_from_being_trimmed_for_those_that_they_do_not_name() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("subscriber.example");
            send(rig, "hello", "a.example");

            rig.time.advance(Duration.ofMinutes(2));

            assertThat(rig.store.lanes().all())
                    .hasSize(2)
                    .allMatch(lane -> lane.progress().cursor() == 1);
        }
    }

    @Test
    void leave_a_lane_behind_for_an_hour_and_no_longer() {
        try (Rig rig = Rig.started()) {
            send(rig, "one", "a.example");
            rig.time.advance(Duration.ofMinutes(50));
            send(rig, "two", "a.example");
            rig.time.advance(Duration.ofMinutes(50));
            assertThat(rig.store.lanes().find("a.example")).isPresent();

            rig.time.advance(Duration.ofMinutes(15));

            assertThat(rig.store.lanes().all()).isEmpty();
            assertThat(rig.delivery.status().lanes()).isEmpty();
            send(rig, "three", "a.example");
            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("own one", "own two", "own three");
        }
    }

    /** Between the lane's end in the store and in memory: it is not to wait for the next restart. */
    @Test
    void reach_a_lane_that_is_made_anew_while_the_old_one_is_being_removed() {
        try (Rig rig = new Rig()) {
            ProbedStore store = new ProbedStore(rig.store);
            Store real = rig.store;
            rig.store = store;
            rig.start();
            send(rig, "one", "a.example");
            store.afterwards.put("removeIfIdle", () -> {
                store.afterwards.clear();
                real.log().append(rig.sent("Create", "two", "o", "a.example"));
                while (rig.lane("a.example").lag() > 1 && rig.time.step()) {
                    // the entry is noticed while the old lane is still known
                }
            });

            rig.time.advance(Duration.ofHours(2));

            assertThat(store.afterwards).as("it was removed").isEmpty();
            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("own one", "own two");
        }
    }

    @Test
    void tell_the_listener_who_sent_what_where() {
        try (Rig rig = Rig.started()) {
            rig.answers("gone.example", status(410));
            send(rig, "hello", "gone.example");

            assertThat(rig.reports).singleElement().satisfies(report -> {
                assertThat(report.authority()).isEqualTo("gone.example");
                assertThat(report.sender()).contains(SENDER);
                assertThat(report.inbox()).contains("https://gone.example/shared");
                assertThat(report.outcome()).isEqualTo(new Outcome.Gone(410));
                assertThat(report.offset()).isEqualTo(1);
            });
        }
    }

    @Test
    void tell_the_listener_where_subscribers_entries_went_too() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.append("hello");

            assertThat(rig.reports).singleElement().satisfies(report -> {
                assertThat(report.sender()).isEmpty();
                assertThat(report.inbox()).contains("https://a.example/inbox");
            });
        }
    }

    @Test
    void go_on_after_one_inbox_is_gone_for_the_host_may_have_others() {
        try (Rig rig = Rig.started()) {
            rig.transport.script = sent -> status(sent.path().equals("/gone") ? 410 : 202);
            Audience gone = new Audience.Named(SENDER, Map.of("a.example", "https://a.example/gone"));
            rig.append("one", "o", gone);

            send(rig, "two", "a.example");
            rig.time.advance(Duration.ofSeconds(2));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("own one", "own two");
            assertThat(rig.events).isEmpty();
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void keep_their_order_about_one_object_and_outlast_posts_if_they_take_something_back() {
        try (Rig rig = Rig.started()) {
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            rig.store.log().append(rig.sent("Create", "create", "note", "a.example"));
            rig.store.log().append(rig.sent("Delete", "delete", "note", "a.example"));
            rig.time.advance(Duration.ofDays(5));
            int tries = rig.transport.sent.size();

            rig.answers("a.example", status(202));
            rig.time.advance(Duration.ofHours(7));

            List<String> bodies = rig.transport.bodiesTo("a.example");
            assertThat(bodies.subList(tries, bodies.size())).containsExactly("own delete");
            assertThat(rig.reports)
                    .filteredOn(report -> report.outcome() instanceof Outcome.GaveUp)
                    .singleElement()
                    .satisfies(report -> assertThat(report.inbox()).contains("https://a.example/shared"));
        }
    }

    @Test
    void hand_on_the_bytes_that_came_in_where_we_made_nothing() {
        try (Rig rig = Rig.started()) {
            NewEntry entry = rig.entry("signed by another", "o", Rig.named("a.example"));
            rig.store
                    .log()
                    .append(new NewEntry(
                            entry.key(),
                            entry.activityId(),
                            "Create",
                            "o",
                            entry.audience(),
                            entry.received(),
                            Optional.empty(),
                            Optional.empty(),
                            entry.acceptedAt()));
            rig.time.settle();

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("signed by another");
        }
    }
}
