package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Effect;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Person;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Servers that make an activity's id of what it is about: the second of its kind has the id of the first. The shapes are those of
 * Misskey's ApRendererService, PeerTube's {@code activitypub/url.ts} and Mastodon's serializers.
 */
class RepeatedIdsTest {

    private static final String INBOX = "https://one.example/inbox";
    private static final String ALICE = "https://one.example/users/alice";
    private static final String MALLORY = "https://evil.example/users/mallory";
    private static final String FOLLOW = "https://evil.example/follows/9/7";
    private static final String LIKE = MALLORY + "/likes/7";
    private static final String NOTE = "https://one.example/notes/7";

    private final InProcessNetwork network = new InProcessNetwork();
    private final Stranger peer = new Stranger(network, "evil.example");
    private final Stranger other = new Stranger(network, "other.example");
    private final FederationRig one = new FederationRig(
            network,
            "one.example",
            settings -> settings.actor("alice", Person.builder().build())
                    .actor(
                            "carol",
                            Person.builder().manuallyApprovesFollowers(true).build()));
    private final LocalAccount alice = one.federation.account("alice");

    @AfterEach
    void stop() {
        one.close();
        network.close();
    }

    @Test
    void who_follows_and_unfollows_twice_as_misskey_does_is_no_follower() throws Exception {
        for (int day = 1; day <= 2; day++) {
            follow(FOLLOW, ALICE);
            assertThat(one.next("Follow").effect()).as("day " + day).isEqualTo(Effect.FOLLOWER_ADDED);
            undoFollow(Optional.of("2026-11-2" + day + "T10:00:00.000Z"));
            assertThat(one.next("Undo").effect()).as("day " + day).isEqualTo(Effect.FOLLOWER_REMOVED);
        }

        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
    }

    @Test
    void who_follows_and_unfollows_thrice_without_dates_as_peertube_does_is_no_follower() throws Exception {
        for (int i = 1; i <= 3; i++) {
            follow(FOLLOW, ALICE);
            assertThat(one.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_ADDED);
            undoFollow(Optional.empty());
            assertThat(one.next("Undo").effect()).isEqualTo(Effect.FOLLOWER_REMOVED);
        }

        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
    }

    @Test
    void an_undo_that_is_delivered_late_once_more_does_not_end_a_newer_follow() throws Exception {
        follow(FOLLOW, ALICE);
        undoFollow(Optional.of("2026-11-21T10:00:00.000Z"));
        follow(FOLLOW, ALICE);
        undoFollow(Optional.of("2026-11-21T10:00:00.000Z"));

        one.next("Follow");
        one.next("Undo");
        one.next("Follow");
        assertThat(one.heardNothingMore()).isTrue();
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void a_follow_that_is_repeated_is_answered_and_not_heard_of() throws Exception {
        follow(FOLLOW, ALICE);
        one.next("Follow");
        assertThat(peer.next()).contains("\"Accept\"");

        follow(FOLLOW, ALICE);

        assertThat(peer.next()).contains("\"Accept\"");
        assertThat(one.heardNothingMore()).isTrue();
    }

    @Test
    void a_follow_that_still_waits_is_not_heard_of_again() throws Exception {
        String carol = "https://one.example/users/carol";
        follow(FOLLOW, carol);
        assertThat(one.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_WAITS);

        follow(FOLLOW, carol);

        assertThat(one.heardNothingMore()).isTrue();
    }

    @Test
    void who_was_sent_away_or_blocks_and_follows_again_under_the_same_id_is_heard_of() throws Exception {
        follow(FOLLOW, ALICE);
        one.next("Follow");
        alice.rejectFollower(MALLORY);

        follow(FOLLOW, ALICE);
        assertThat(one.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_ADDED);
        assertThat(peer.post(INBOX, "https://evil.example/blocks/1", "Block", object(ALICE)))
                .isEqualTo(202);
        assertThat(one.next("Block").effect()).isEqualTo(Effect.RELATIONS_ENDED);
        follow(FOLLOW, ALICE);

        assertThat(one.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_ADDED);
    }

    @Test
    void a_like_that_is_given_taken_back_and_given_as_peertube_does_is_heard_of_each_time() throws Exception {
        for (int i = 1; i <= 3; i++) {
            like();
            one.next("Like");
            like();
            if (i == 1) {
                assertThat(one.heardNothingMore())
                        .as("nothing was taken back yet")
                        .isTrue();
            } else {
                one.next("Like"); // once taken back, without dates a copy and a new one are alike
            }
            undoLike();
            one.next("Undo");
        }
    }

    /** What somebody else brings may be years old. */
    @Test
    void what_was_taken_back_does_not_come_back_by_others() throws Exception {
        like();
        one.next("Like");
        undoLike();
        one.next("Undo");
        String old = peer.signed(json("""
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"Like","actor":"%s","object":"%s"}""".formatted(LIKE, MALLORY, NOTE)));

        assertThat(other.post(INBOX, old)).isEqualTo(202);

        assertThat(one.heardNothingMore()).isTrue();
    }

    @Test
    void a_follow_and_an_undo_do_not_come_back_by_others() throws Exception {
        follow(FOLLOW, ALICE);
        one.next("Follow");
        undoFollow(Optional.empty());
        one.next("Undo");
        String follow = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"Follow","actor":"%s","object":"%s"}""".formatted(FOLLOW, MALLORY, ALICE);

        assertThat(other.post(INBOX, peer.signed(json(follow)))).isEqualTo(202);
        assertThat(one.heardNothingMore()).isTrue();
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
        follow(FOLLOW, ALICE);
        one.next("Follow");
        String undo = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/undo","type":"Undo","actor":"%s","object":%s}""".formatted(FOLLOW, MALLORY, follow);
        assertThat(other.post(INBOX, peer.signed(json(undo)))).isEqualTo(202);

        assertThat(one.heardNothingMore()).isTrue();
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(1);
    }

    /** Mastodon makes an Accept's id of the follow that it keeps, and keeps it if our Undo was lost. */
    @Test
    void an_accept_under_the_id_of_an_earlier_one_is_one() throws Exception {
        for (int i = 1; i <= 2; i++) {
            alice.follow(MALLORY);
            JsonObject follow = json(peer.next());
            assertThat(follow.getString("type")).isEqualTo("Follow");
            accept(follow);
            assertThat(one.next("Accept").effect()).isEqualTo(Effect.FOLLOWING_ACCEPTED);
            assertThat(alice.count(Direction.FOLLOWING, State.ACCEPTED)).isEqualTo(1);

            accept(follow);
            assertThat(one.heardNothingMore()).as("it is accepted already").isTrue();
            alice.unfollow(MALLORY);
            assertThat(peer.next()).contains("\"Undo\"");
        }
    }

    private void accept(JsonObject follow) throws Exception {
        assertThat(peer.post(INBOX, MALLORY + "#accepts/follows/7", "Accept", "\"object\":" + follow))
                .isEqualTo(202);
    }

    private void follow(String id, String whom) throws Exception {
        assertThat(peer.post(INBOX, id, "Follow", object(whom))).isEqualTo(202);
    }

    private void undoFollow(Optional<String> published) throws Exception {
        String date = published.map(p -> ",\"published\":\"" + p + "\"").orElse("");
        String follow = "\"object\":{\"id\":\"%s\",\"type\":\"Follow\",\"actor\":\"%s\",\"object\":\"%s\"}"
                .formatted(FOLLOW, MALLORY, ALICE);
        assertThat(peer.post(INBOX, FOLLOW + "/undo", "Undo", follow + date)).isEqualTo(202);
    }

    private void like() throws Exception {
        assertThat(peer.post(INBOX, LIKE, "Like", object(NOTE))).isEqualTo(202);
    }

    private void undoLike() throws Exception {
        String like = "\"object\":{\"id\":\"%s\",\"type\":\"Like\",\"actor\":\"%s\",\"object\":\"%s\"}"
                .formatted(LIKE, MALLORY, NOTE);
        assertThat(peer.post(INBOX, LIKE + "/undo", "Undo", like)).isEqualTo(202);
    }

    private static String object(String id) {
        return "\"object\":\"" + id + "\"";
    }

    private static JsonObject json(String text) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(text))).object();
    }
}
