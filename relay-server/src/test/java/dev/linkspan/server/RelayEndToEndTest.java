package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.testkit.Answer;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.FakeUser;
import dev.linkspan.testkit.Fate;
import dev.linkspan.testkit.Form;
import dev.linkspan.testkit.KeySource;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Published;
import dev.linkspan.testkit.Received;
import dev.linkspan.testkit.Signed;
import dev.linkspan.testkit.SubscriptionState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay as a program between servers that follow their own rules. */
class RelayEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final KeySource KEYS = KeySource.shared(8);
    private static final List<Profile> RELAY_CLIENTS =
            Arrays.stream(Profile.values()).filter(Profile::joinsRelays).toList();

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private ServerSettings settings;
    private RelayServer relay;

    @BeforeEach
    void startRelay() throws Exception {
        settings = ServerSettingsBuilder.onLoopback(folder.resolve("data")).build();
        relay = RelayServer.start(settings);
    }

    @AfterEach
    void stopAll() throws Exception {
        relay.close();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void a_post_lives_and_dies_at_every_subscriber_in_its_dialect() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        FakeInstance misskey = subscribed(Profile.MISSKEY);
        FakeInstance pleroma = subscribed(Profile.PLEROMA);
        FakeUser ada = origin.user("ada");

        Published note = origin.publish(ada, Note.of("Rain later"), Signed.LD);

        for (FakeInstance style : List.of(mastodon, misskey)) {
            Received forwarded = arrival(style, Form.FORWARDED, note);
            assertThat(forwarded.isTaken()).as("%s", forwarded).isTrue();
            assertThat(forwarded.body()).isEqualTo(note.body());
        }
        assertThat(arrival(pleroma, Form.ANNOUNCED, note).isTaken()).isTrue();

        Published update = origin.update(ada, note.objectId(), Note.of("No rain after all"), Signed.LD);

        assertThat(exactly(mastodon, update).isTaken()).isTrue();
        assertThat(exactly(misskey, update).isTaken()).isTrue();

        Published delete = origin.delete(ada, note.objectId(), Signed.LD);

        assertThat(delete.isAccepted()).isTrue();
        assertThat(exactly(mastodon, delete).isTaken()).isTrue();
        assertThat(exactly(misskey, delete).isTaken()).isTrue();
        assertThat(arrival(pleroma, Form.UNDONE, note).isTaken()).isTrue();
        assertThat(List.of(mastodon, misskey, pleroma)).noneMatch(i -> i.shows(note.objectId()));
        assertThat(origin.received()).extracting(Received::form).containsOnly(Form.CONTROL);
    }

    @Test
    void a_post_without_ld_signature_is_announced_and_its_announce_is_taken_back() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance misskey = subscribed(Profile.MISSKEY);
        FakeInstance pleroma = subscribed(Profile.PLEROMA);
        FakeUser ada = origin.user("ada");

        Published note = origin.publish(ada, Note.of("In secure mode"), Signed.HTTP_ONLY);

        assertThat(arrival(misskey, Form.ANNOUNCED, note).isTaken()).isTrue();
        assertThat(arrival(pleroma, Form.ANNOUNCED, note).isTaken()).isTrue();

        origin.delete(ada, note.objectId(), Signed.HTTP_ONLY);

        assertThat(arrival(misskey, Form.UNDONE, note).isTaken()).isTrue();
        assertThat(arrival(pleroma, Form.UNDONE, note).isTaken()).isTrue();
    }

    @Test
    void what_a_litepub_server_announces_reaches_the_others_as_our_announce() {
        FakeInstance origin = subscribed(Profile.PLEROMA);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        FakeInstance pleroma = subscribed(Profile.PLEROMA);

        Published note = origin.publish(origin.user("ada"), Note.of("From the workshop"), Signed.HTTP_ONLY);

        assertThat(note.isAccepted()).as("%s", note.answer()).isTrue();
        for (FakeInstance other : List.of(mastodon, pleroma)) {
            Received announced = arrival(other, Form.ANNOUNCED, note);
            assertThat(announced.isTaken()).as("%s", announced).isTrue();
            assertThat(announced.actor()).isEqualTo(relay.service().identity().actor());
        }
    }

    @Test
    void a_deleted_account_takes_all_of_its_posts_along() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        FakeInstance pleroma = subscribed(Profile.PLEROMA);
        FakeUser ada = origin.user("ada");
        Published one = origin.publish(ada, Note.of("One"), Signed.LD);
        Published two = origin.publish(ada, Note.of("Two"), Signed.LD);
        arrival(mastodon, Form.FORWARDED, two);
        arrival(pleroma, Form.ANNOUNCED, one);
        arrival(pleroma, Form.ANNOUNCED, two);

        Published gone = origin.deleteActor(ada, Signed.LD);

        assertThat(exactly(mastodon, gone).isTaken()).isTrue();
        assertThat(arrival(pleroma, Form.UNDONE, one).isTaken()).isTrue();
        assertThat(arrival(pleroma, Form.UNDONE, two).isTaken()).isTrue();
        assertThat(mastodon.shows(one.objectId())).isFalse();
    }

    @Test
    void answers_a_repeated_follow_again_and_delivers_once() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        for (Profile profile : RELAY_CLIENTS) {
            FakeInstance subscriber = subscribed(profile);

            subscriber.subscribe(address(subscriber));

            assertThat(subscriber.awaitUntil(() -> accepts(subscriber) == 2, SOON))
                    .as("%s", subscriber.received())
                    .isTrue();
            assertThat(subscriber.subscription()).isEqualTo(SubscriptionState.ACCEPTED);
            Published first = origin.publish(origin.user("ada"), Note.of("first"), Signed.LD);
            Published second = origin.publish(origin.user("ada"), Note.of("second"), Signed.LD);
            // Two objects have no order between them.
            subscriber.expect(r -> r.about().equals(first.objectId()), SOON);
            subscriber.expect(r -> r.about().equals(second.objectId()), SOON);
            assertThat(subscriber.received().stream().filter(r -> r.about().equals(first.objectId())))
                    .hasSize(1);
        }
    }

    @Test
    void whoever_leaves_gets_nothing_until_it_joins_again() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        for (Profile profile : RELAY_CLIENTS) {
            for (boolean embedded : List.of(true, false)) {
                FakeInstance leaver = subscribed(profile);

                Answer answer = embedded ? leaver.unsubscribe() : leaver.unsubscribeById();

                assertThat(answer.status()).isEqualTo(202);
                Published missed = origin.publish(origin.user("ada"), Note.of("not for leavers"), Signed.LD);
                leaver.subscribe(address(leaver));
                assertThat(leaver.awaitSubscribed(SOON))
                        .as("%s", leaver.received())
                        .isTrue();
                Published got = origin.publish(origin.user("ada"), Note.of("for all again"), Signed.LD);
                leaver.expect(r -> r.about().equals(got.objectId()), SOON);
                assertThat(leaver.received()).noneMatch(r -> r.about().equals(missed.objectId()));
                leaver.unsubscribe();
            }
        }
    }

    @Test
    void a_dead_or_silent_subscriber_delays_nobody_and_gets_all_when_it_is_back() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance alive = subscribed(Profile.MASTODON);
        FakeInstance dead = subscribed(Profile.MASTODON);
        FakeInstance silent = subscribed(Profile.PLEROMA);
        dead.goDown();
        silent.hang();

        List<Published> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(origin.publish(origin.user("ada"), Note.of("post " + i), Signed.LD));
        }

        for (Published post : posts) {
            Received received = arrival(alive, Form.FORWARDED, post);
            assertThat(Duration.ofNanos(received.nanoTime() - post.nanoTime())).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(silent.received()).noneMatch(r -> r.form() == Form.ANNOUNCED && r.isTaken());

        dead.comeUp();
        // A sign of life: the relay need not wait for its own next attempt.
        dead.publish(dead.user("bob"), Note.of("Back again"), Signed.LD);

        posts.forEach(post ->
                assertThat(arrival(dead, Form.FORWARDED, post).isTaken()).isTrue());
        silent.heal(); // or closing the relay waits for it
    }

    @Test
    void subscriptions_survive_a_restart() throws Exception {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        FakeInstance pleroma = subscribed(Profile.PLEROMA);
        mastodon.goDown();
        Published before = origin.publish(origin.user("ada"), Note.of("before"), Signed.LD);
        arrival(pleroma, Form.ANNOUNCED, before);

        relay.close();
        mastodon.comeUp();
        relay = RelayServer.start(settings);
        mastodon.publish(mastodon.user("bob"), Note.of("A sign of life"), Signed.LD);
        Published after = origin.publish(origin.user("ada"), Note.of("after"), Signed.LD);

        assertThat(arrival(pleroma, Form.ANNOUNCED, after).isTaken()).isTrue();
        assertThat(arrival(mastodon, Form.FORWARDED, after).isTaken()).isTrue();
        assertThat(arrival(mastodon, Form.FORWARDED, before).isTaken()).isTrue();
    }

    @Test
    void the_same_post_sent_twice_is_delivered_once() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        Published note = origin.publish(origin.user("ada"), Note.of("once"), Signed.LD);

        Answer again = origin.post(inbox(), note.body(), origin.user("ada").key());

        assertThat(again.status()).isEqualTo(202);
        Published next = origin.publish(origin.user("ada"), Note.of("next"), Signed.LD);
        arrival(mastodon, Form.FORWARDED, next);
        assertThat(mastodon.received().stream().filter(r -> r.about().equals(note.objectId())))
                .hasSize(1);
    }

    @Test
    void a_server_that_signs_by_rfc_9421_takes_part() {
        FakeInstance modern = keep(FakeInstance.builder(Profile.MASTODON)
                .name("modern")
                .keys(KEYS)
                .signing(SignatureScheme.RFC9421)
                .start());
        join(modern);
        FakeInstance mastodon = subscribed(Profile.MASTODON);

        Published note = modern.publish(modern.user("ada"), Note.of("by the new grammar"), Signed.LD);

        assertThat(arrival(mastodon, Form.FORWARDED, note).isTaken()).isTrue();
    }

    @Test
    void a_server_in_secure_mode_takes_part() {
        FakeInstance secure = keep(FakeInstance.builder(Profile.MASTODON)
                .name("secure")
                .keys(KEYS)
                .secureMode()
                .start());
        join(secure);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        FakeInstance pleroma = subscribed(Profile.PLEROMA);

        Published note = secure.publish(secure.user("ada"), Note.of("only for signed eyes"), Signed.HTTP_ONLY);

        assertThat(note.isAccepted()).as("%s", note.answer()).isTrue();
        assertThat(arrival(mastodon, Form.ANNOUNCED, note).isTaken()).isTrue();
        assertThat(arrival(pleroma, Form.ANNOUNCED, note).isTaken()).isTrue();
    }

    @Test
    void what_is_not_public_or_not_from_a_subscriber_goes_nowhere() {
        FakeInstance stranger = keep(instance(Profile.MASTODON));
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        join(stranger);
        stranger.unsubscribe();

        Published foreign = stranger.publish(stranger.user("eve"), Note.of("let me in"), Signed.LD);
        Published secret =
                origin.publish(origin.user("ada"), Note.of("friends only").to(Note.Audience.FOLLOWERS), Signed.LD);
        Published unlisted =
                origin.publish(origin.user("ada"), Note.of("quietly").to(Note.Audience.UNLISTED), Signed.LD);
        Published open = origin.publish(origin.user("ada"), Note.of("for all"), Signed.LD);

        assertThat(foreign.answer().orElseThrow().status()).isEqualTo(401);
        arrival(mastodon, Form.FORWARDED, open);
        assertThat(mastodon.received())
                .extracting(Received::about)
                .doesNotContain(foreign.objectId(), secret.objectId(), unlisted.objectId());
    }

    private static long accepts(FakeInstance instance) {
        return instance.received().stream()
                .filter(r -> r.type().equals("Accept") && r.isTaken())
                .count();
    }

    private FakeInstance subscribed(Profile profile) {
        FakeInstance instance = keep(instance(profile));
        join(instance);
        return instance;
    }

    private static FakeInstance instance(Profile profile) {
        return FakeInstance.builder(profile).keys(KEYS).start();
    }

    private FakeInstance keep(FakeInstance instance) {
        open.add(instance);
        return instance;
    }

    private void join(FakeInstance instance) {
        Answer answer = instance.subscribe(address(instance));
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(instance.awaitSubscribed(SOON)).as("%s", instance.received()).isTrue();
        assertThat(instance.subscription()).isEqualTo(SubscriptionState.ACCEPTED);
    }

    private URI address(FakeInstance instance) {
        return instance.profile().isLitePub()
                ? URI.create(relay.service().identity().actor())
                : inbox();
    }

    private URI inbox() {
        return URI.create(relay.service().identity().inbox());
    }

    private static Received arrival(FakeInstance at, Form form, Published of) {
        return at.expect(r -> r.form() == form && r.about().equals(of.objectId()) && r.fate() != Fate.FAULT, SOON);
    }

    /** The arrival of this very activity. */
    private static Received exactly(FakeInstance at, Published activity) {
        return at.expect(r -> r.id().equals(activity.activityId()), SOON);
    }
}
