package dev.linkspan.relay;

import static dev.linkspan.relay.RelayFixture.R;
import static dev.linkspan.relay.RelayFixture.own;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.Verified;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Public;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The state machine of subscriptions, in both dialects. */
class SubscribingTest {

    private static final String M = "https://m.example/actor";
    private static final String P = "https://p.example/relay";

    private final RelayFixture fixture = new RelayFixture()
            .actor(M, "Application", M + "/inbox", "https://m.example/inbox")
            .actor(P, "Application", P + "/inbox", "https://p.example/inbox");

    @Test
    void a_follow_of_the_public_collection_is_accepted_at_the_actors_own_inbox() {
        // Mastodon 4.6: app/models/relay.rb sends exactly these members, without "to".
        fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));

        LogEntry entry = fixture.onlyEntry();
        assertThat(entry.audience()).isEqualTo(new Audience.OneLane("m.example", M + "/inbox"));
        var accept = own(entry);
        assertThat(accept.types()).containsExactly("Accept");
        assertThat(accept.string("actor")).contains(R.actor());
        assertThat(accept.ids("to")).containsExactly(M);
        var follow = accept.object("object").orElseThrow();
        assertThat(follow.id()).contains("https://m.example/follow/1");
        assertThat(follow.string("actor")).contains(M);
        assertThat(follow.string("object")).contains(Public.URI);
        assertThat(fixture.store
                        .lanes()
                        .find("m.example")
                        .orElseThrow()
                        .target()
                        .orElseThrow()
                        .inbox())
                .isEqualTo("https://m.example/inbox");
    }

    @Test
    void the_public_collection_may_be_a_string_an_object_an_array_or_compact() {
        for (String object : List.of(
                "\"" + Public.URI + "\"",
                "{\"id\":\"" + Public.URI + "\"}",
                "[\"" + Public.URI + "\"]",
                "\"as:Public\"",
                "\"Public\"")) {
            RelayFixture fresh = new RelayFixture().actor(M, "Application", M + "/inbox", "https://m.example/inbox");

            assertThat(fresh.relay.accept(Verified.byHttp(follow(M, "1", object))))
                    .as(object)
                    .isEqualTo(new Relay.Outcome.Accepted("subscription_accepted"));
            assertThat(fresh.store.subscriptions().find(M, Style.PUBLIC)).isPresent();
        }
    }

    @Test
    void a_follow_of_the_actor_is_accepted_first_and_followed_back() {
        fixture.relay.accept(Verified.byHttp(follow(P, "1", "\"" + R.actor() + "\"")));

        List<LogEntry> log = fixture.log();
        assertThat(log).extracting(entry -> own(entry).types().getFirst()).containsExactly("Accept", "Follow");
        assertThat(log)
                .extracting(LogEntry::orderKey)
                .containsOnly(log.getFirst().orderKey());
        assertThat(own(log.get(1)).string("object")).contains(P);
        assertThat(own(log.get(1)).ids("to")).containsExactly(P);
        Subscription subscription =
                fixture.store.subscriptions().find(P, Style.ACTOR).orElseThrow();
        assertThat(subscription.followBack()).isEqualTo(FollowBack.SENT);
        assertThat(subscription.followBackId()).isEqualTo(own(log.get(1)).id());
    }

    @Test
    void an_accept_counts_only_for_our_follow_and_from_its_target() {
        fixture.relay.accept(Verified.byHttp(follow(P, "1", "\"" + R.actor() + "\"")));
        String ours = fixture.store
                .subscriptions()
                .find(P, Style.ACTOR)
                .orElseThrow()
                .followBackId()
                .orElseThrow();

        fixture.relay.accept(Verified.byHttp(activity(M, "Accept", "9", "\"" + ours + "\"")));
        assertThat(followBack()).isEqualTo(FollowBack.SENT);
        fixture.relay.accept(Verified.byHttp(activity(P, "Accept", "9", "\"https://relay.example/activities/x\"")));
        assertThat(followBack()).isEqualTo(FollowBack.SENT);
        fixture.relay.accept(Verified.byHttp(activity(
                P, "Accept", "9", "{\"id\":\"" + ours + "\",\"type\":\"Follow\",\"actor\":\"" + R.actor() + "\"}")));
        assertThat(followBack()).isEqualTo(FollowBack.ACCEPTED);
        fixture.relay.accept(Verified.byHttp(activity(P, "Reject", "10", "\"" + ours + "\"")));
        assertThat(followBack()).isEqualTo(FollowBack.REJECTED);
        assertThat(fixture.store.subscriptions().isAccepted("p.example")).isTrue();
    }

    @Test
    void a_repeated_follow_is_answered_again_with_a_new_accept_and_stays_one_subscription() {
        fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));
        fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));
        fixture.relay.accept(Verified.byHttp(follow(M, "2", "\"" + Public.URI + "\"")));

        assertThat(fixture.log())
                .extracting(entry -> own(entry).id())
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(fixture.store.subscriptions().all()).hasSize(1);
        assertThat(own(fixture.log().get(2)).object("object").orElseThrow().id())
                .contains("https://m.example/follow/2");
    }

    @Test
    void undo_unsubscribes_by_id_or_embedded() {
        for (String object : List.of(
                "\"https://m.example/follow/1\"",
                "{\"id\":\"https://m.example/follow/1\",\"type\":\"Follow\"}",
                "{\"id\":\"https://m.example/forgotten\",\"type\":\"Follow\",\"actor\":\"" + M + "\",\"object\":\""
                        + Public.URI + "\"}")) {
            RelayFixture fresh = new RelayFixture().subscribed("m.example", Style.PUBLIC);

            assertThat(fresh.relay.accept(Verified.byHttp(activity(M, "Undo", "5", object))))
                    .as(object)
                    .isEqualTo(new Relay.Outcome.Accepted("unsubscribed"));
            assertThat(fresh.store.subscriptions().all()).isEmpty();
        }
    }

    @Test
    void undo_counts_for_its_verified_sender_never_for_the_follow_inside() {
        RelayFixture fresh = new RelayFixture().subscribed("m.example", Style.PUBLIC);
        String undo = "{\"id\":\"https://m.example/follow/1\",\"type\":\"Follow\",\"actor\":\"" + M + "\",\"object\":\""
                + Public.URI + "\"}";

        Relay.Outcome evil =
                fresh.relay.accept(Verified.byHttp(activity("https://evil.example/actor", "Undo", "5", undo)));
        Relay.Outcome user =
                fresh.relay.accept(Verified.byHttp(activity("https://m.example/users/a", "Undo", "6", undo)));

        assertThat(List.of(evil, user)).containsOnly(new Relay.Outcome.Ignored("undo_of_nothing_known"));
        assertThat(fresh.store.subscriptions().all()).hasSize(1);
    }

    @Test
    void a_late_undo_of_an_older_follow_leaves_the_newer_one() {
        fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));
        fixture.relay.accept(Verified.byHttp(follow(M, "2", "\"" + Public.URI + "\"")));

        Relay.Outcome late = fixture.relay.accept(Verified.byHttp(activity(
                M,
                "Undo",
                "9",
                "{\"id\":\"https://m.example/follow/1\",\"type\":\"Follow\",\"actor\":\"" + M + "\",\"object\":\""
                        + Public.URI + "\"}")));

        assertThat(late).isEqualTo(new Relay.Outcome.Ignored("undo_of_nothing_known"));
        assertThat(fixture.store.subscriptions().find(M, Style.PUBLIC)).isPresent();
    }

    /** Misskey's id is that of the row of the relay, and the Undo's is made of it: reference/servers.md. */
    @Test
    void who_follows_and_leaves_again_and_again_under_the_same_ids_is_heard_each_time() {
        String follow = "{\"id\":\"https://m.example/follow/1\",\"type\":\"Follow\",\"actor\":\"" + M
                + "\",\"object\":\"" + Public.URI + "\"}";
        for (int i = 1; i <= 3; i++) {
            assertThat(fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\""))))
                    .isEqualTo(new Relay.Outcome.Accepted("subscription_accepted"));
            assertThat(fixture.relay.accept(Verified.byHttp(activity(M, "Undo", "1/undo", follow))))
                    .isEqualTo(new Relay.Outcome.Accepted("unsubscribed"));
            assertThat(fixture.store.subscriptions().all()).isEmpty();
        }
    }

    @Test
    void subscribing_and_leaving_must_be_signed_by_the_actor_itself() {
        RelayFixture fresh = new RelayFixture().subscribed("m.example", Style.PUBLIC);
        String undo = activity(
                M, "Undo", "9", "{\"type\":\"Follow\",\"actor\":\"" + M + "\",\"object\":\"" + Public.URI + "\"}");

        Relay.Outcome outcome = fresh.relay.accept(Verified.suppliedBy("https://other-relay.example/actor", undo));

        assertThat(((Relay.Outcome.Refused) outcome).refused().code()).isEqualTo(Refusal.SIGNER_NOT_ACTOR);
        assertThat(fresh.store.subscriptions().all()).hasSize(1);
    }

    @Test
    void who_is_blocked_while_its_follow_is_verified_does_not_subscribe() {
        fixture.store
                .domainRules()
                .put(new dev.linkspan.store.DomainRules.DomainRule(
                        "m.example", dev.linkspan.store.DomainRules.Kind.BLOCK, ""));

        Relay.Outcome outcome = fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));

        assertThat(((Relay.Outcome.Refused) outcome).refused().code()).isEqualTo(Refusal.BLOCKED);
        assertThat(fixture.store.subscriptions().all()).isEmpty();
    }

    @Test
    void rejecting_an_actor_style_subscriber_takes_our_follow_back() {
        RelayFixture fresh = new RelayFixture().subscribed("p.example", Style.ACTOR);

        fresh.relay.reject(P, Style.ACTOR);

        assertThat(fresh.log())
                .extracting(entry -> own(entry).types().getFirst())
                .containsExactly("Reject", "Undo");
    }

    @Test
    void unsubscribing_the_actor_style_takes_our_follow_back() {
        RelayFixture fresh = new RelayFixture().subscribed("p.example", Style.ACTOR);

        fresh.relay.accept(Verified.byHttp(activity(P, "Undo", "5", "\"https://p.example/follow/1\"")));

        var undo = own(fresh.onlyEntry());
        assertThat(undo.types()).containsExactly("Undo");
        assertThat(undo.object("object").orElseThrow().id()).contains(R.activity("follow-p.example"));
    }

    @Test
    void a_host_in_both_styles_has_one_lane_in_public_style() {
        fixture.relay.accept(Verified.byHttp(follow(P, "1", "\"" + R.actor() + "\"")));
        fixture.relay.accept(Verified.byHttp(follow(P, "2", "\"" + Public.URI + "\"")));

        assertThat(fixture.store.subscriptions().on("p.example")).hasSize(2);
        assertThat(fixture.store.lanes().all()).hasSize(1);
        assertThat(fixture.store
                        .lanes()
                        .find("p.example")
                        .orElseThrow()
                        .target()
                        .orElseThrow()
                        .style())
                .isEqualTo(Style.PUBLIC);
    }

    @Test
    void a_follow_with_an_inbox_on_another_host_is_refused() {
        fixture.actor(M, "Application", "https://victim.example/inbox", "https://victim.example/inbox");

        Relay.Outcome outcome = fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));

        assertThat(((Relay.Outcome.Refused) outcome).refused().code()).isEqualTo(Refusal.ORIGIN_MISMATCH);
        assertThat(fixture.log()).isEmpty();
    }

    @Test
    void a_shared_inbox_on_another_host_is_not_used() {
        fixture.actor(M, "Application", M + "/inbox", "https://victim.example/inbox");

        fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));

        assertThat(fixture.store
                        .lanes()
                        .find("m.example")
                        .orElseThrow()
                        .target()
                        .orElseThrow()
                        .inbox())
                .isEqualTo(M + "/inbox");
    }

    @Test
    void an_actor_without_endpoints_can_subscribe() {
        fixture.documents.put(M, "{\"id\":\"" + M + "\",\"type\":\"Application\",\"inbox\":\"" + M + "/inbox\"}");

        assertThat(fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\""))))
                .isEqualTo(new Relay.Outcome.Accepted("subscription_accepted"));
    }

    @Test
    void a_follow_of_anything_else_is_refused() {
        Relay.Outcome outcome =
                fixture.relay.accept(Verified.byHttp(follow(M, "1", "\"https://relay.example/users/root\"")));

        assertThat(((Relay.Outcome.Refused) outcome).refused().code()).isEqualTo(Refusal.MALFORMED_ACTIVITY);
    }

    @Test
    void approval_waits_then_accepts_and_a_rejection_lasts() {
        RelayFixture careful = new RelayFixture(
                        new RelayPolicy(RelayPolicy.Follow.APPROVAL, RelayPolicy.Publish.SUBSCRIBERS, false))
                .actor(M, "Application", M + "/inbox", "https://m.example/inbox");

        careful.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));
        assertThat(state(careful)).contains(State.PENDING);
        assertThat(careful.log()).isEmpty();

        assertThat(careful.relay.reject(M, Style.PUBLIC)).isTrue();
        assertThat(own(careful.log().getFirst()).types()).containsExactly("Reject");
        careful.relay.accept(Verified.byHttp(follow(M, "2", "\"" + Public.URI + "\"")));
        assertThat(state(careful)).contains(State.REJECTED);
        assertThat(own(careful.log().get(1)).types()).containsExactly("Reject");

        assertThat(careful.relay.approve(M, Style.PUBLIC)).isTrue();
        assertThat(state(careful)).contains(State.ACCEPTED);
        assertThat(own(careful.log().get(2)).types()).containsExactly("Accept");
    }

    @Test
    void an_allow_list_rejects_who_is_not_on_it() {
        RelayFixture closed = new RelayFixture(
                        new RelayPolicy(RelayPolicy.Follow.ALLOW_LIST, RelayPolicy.Publish.SUBSCRIBERS, false))
                .actor(M, "Application", M + "/inbox", "https://m.example/inbox");

        closed.relay.accept(Verified.byHttp(follow(M, "1", "\"" + Public.URI + "\"")));

        assertThat(own(closed.onlyEntry()).types()).containsExactly("Reject");
        assertThat(closed.store.lanes().find("m.example").orElseThrow().target())
                .isEmpty();
    }

    @Test
    void removing_a_host_tells_it() {
        RelayFixture fresh = new RelayFixture().subscribed("m.example", Style.PUBLIC);

        fresh.relay.removeAll(Authority.of("https://m.example").orElseThrow());

        assertThat(own(fresh.onlyEntry()).types()).containsExactly("Reject");
        assertThat(fresh.store.subscriptions().all()).isEmpty();
    }

    private static Optional<State> state(RelayFixture fixture) {
        return fixture.store.subscriptions().find(M, Style.PUBLIC).map(Subscription::state);
    }

    private FollowBack followBack() {
        return fixture.store.subscriptions().find(P, Style.ACTOR).orElseThrow().followBack();
    }

    private static String follow(String actor, String name, String object) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://%s/follow/%s","type":"Follow",\
                "actor":"%s","object":%s}""".formatted(Authority.of(actor).orElseThrow(), name, actor, object);
    }

    private static String activity(String actor, String type, String name, String object) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://%s/%s","type":"%s","actor":"%s",\
                "object":%s}""".formatted(Authority.of(actor).orElseThrow(), name, type, actor, object);
    }
}
