package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.KnockSettings;
import dev.linkspan.httpsignatures.AnswerRules;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.KeySource;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Published;
import dev.linkspan.testkit.Received;
import dev.linkspan.testkit.SignatureRule;
import dev.linkspan.testkit.Signed;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which posts reach servers that know one signature scheme or the other. */
class DoubleKnockEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final KeySource KEYS = KeySource.shared(4);
    private static final KnockSettings DEFAULTS = KnockSettings.defaults();

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private RelayServer relay;

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void a_server_that_knows_rfc9421_only_is_asked_twice_once() throws Exception {
        start(DEFAULTS);
        FakeInstance receiver = subscribed(SignatureRule.only(SignatureScheme.RFC9421));

        deliver(receiver);

        // The Accept taught what the note then knows.
        assertThat(posts(receiver)).containsExactly("cavage 401", "rfc9421 202", "rfc9421 202");
        assertThat(lane(receiver).getString("scheme")).isEqualTo("rfc9421");
        assertThat(status().getInt("secondKnocks")).isEqualTo(1);
    }

    @Test
    void a_server_that_calls_the_other_scheme_malformed_is_asked_too() throws Exception {
        start(DEFAULTS);
        FakeInstance receiver =
                subscribed(SignatureRule.only(SignatureScheme.RFC9421).refusingWith(400));

        deliver(receiver);

        assertThat(posts(receiver)).containsExactly("cavage 400", "rfc9421 202", "rfc9421 202");
    }

    @Test
    void a_server_that_knows_cavage_only_never_sees_the_other() throws Exception {
        start(DEFAULTS);
        FakeInstance receiver = subscribed(SignatureRule.only(SignatureScheme.CAVAGE));

        deliver(receiver);

        assertThat(posts(receiver)).containsExactly("cavage 202", "cavage 202");
        assertThat(lane(receiver).getString("scheme")).isEqualTo("cavage");
        assertThat(status().getInt("secondKnocks")).isZero();
    }

    @Test
    void with_rfc9421_first_a_server_that_knows_cavage_only_is_asked_twice_once() throws Exception {
        start(DEFAULTS.withFirstKnock(SignatureScheme.RFC9421));
        FakeInstance older = subscribed(SignatureRule.only(SignatureScheme.CAVAGE));
        FakeInstance oldest =
                subscribed(SignatureRule.only(SignatureScheme.CAVAGE).refusingWith(400));

        deliver(older, oldest);

        assertThat(posts(older)).containsExactly("rfc9421 401", "cavage 202", "cavage 202");
        assertThat(posts(oldest)).containsExactly("rfc9421 400", "cavage 202", "cavage 202");
    }

    @Test
    void a_server_that_knows_both_takes_the_first_knock_whichever_it_is() throws Exception {
        start(DEFAULTS);
        FakeInstance receiver = subscribed(SignatureRule.both());
        deliver(receiver);
        relay.close();
        start(DEFAULTS.withFirstKnock(SignatureScheme.RFC9421));
        FakeInstance other = subscribed(SignatureRule.both());
        deliver(other);

        assertThat(posts(receiver)).containsExactly("cavage 202", "cavage 202");
        assertThat(posts(other)).containsExactly("rfc9421 202", "rfc9421 202");
    }

    @Test
    void a_server_that_answers_403_is_asked_twice_only_by_option() throws Exception {
        start(DEFAULTS);
        FakeInstance closed = refusing(403);
        closed.subscribe(inbox());
        assertThat(closed.awaitUntil(() -> !closed.received().isEmpty(), SOON)).isTrue();
        assertThat(relay.service().deliveryStatus().totals().secondKnocks()).isZero();
        relay.close();

        start(DEFAULTS.withKnockOn403(true));
        FakeInstance asked = refusing(403);
        asked.subscribe(inbox());
        assertThat(asked.awaitUntil(() -> asked.received().size() == 2, SOON)).isTrue();

        assertThat(posts(closed)).containsExactly("cavage 403");
        assertThat(posts(asked)).containsExactly("cavage 403", "rfc9421 403");
    }

    @Test
    void a_server_that_demands_more_is_answered_as_it_asks() throws Exception {
        start(DEFAULTS);
        FakeInstance receiver =
                subscribed(SignatureRule.only(SignatureScheme.RFC9421).demanding("content-type", "@authority"));

        deliver(receiver);

        assertThat(posts(receiver)).containsExactly("cavage 401", "rfc9421 202", "rfc9421 202");
        assertThat(receiver.received()
                        .getLast()
                        .fields()
                        .first("Signature-Input")
                        .orElseThrow())
                .contains("\"content-type\" \"@authority\"");
    }

    @Test
    void a_server_that_demands_a_tag_is_answered_if_we_know_the_tag() throws Exception {
        SignatureRule rule = SignatureRule.only(SignatureScheme.RFC9421)
                .demanding("content-type")
                .demandingTag("activitypub");
        start(DEFAULTS.withAnswers(AnswerRules.REQUESTS.allowingTag("activitypub")));
        FakeInstance receiver = subscribed(rule);
        deliver(receiver);
        relay.close();
        start(DEFAULTS);
        FakeInstance stranger = keep(FakeInstance.builder(Profile.MASTODON)
                .name("stranger")
                .keys(KEYS)
                .taking(rule)
                .start());
        stranger.subscribe(inbox());
        assertThat(stranger.awaitUntil(() -> stranger.received().size() == 2, SOON))
                .isTrue();

        assertThat(posts(receiver)).containsExactly("cavage 401", "rfc9421 202", "rfc9421 202");
        assertThat(posts(stranger)).containsExactly("cavage 401", "rfc9421 401");
    }

    @Test
    void documents_of_a_server_that_shows_them_to_rfc9421_only_are_fetched() throws Exception {
        start(DEFAULTS);
        FakeInstance secure = keep(FakeInstance.builder(Profile.MASTODON)
                .name("secure")
                .keys(KEYS)
                .taking(SignatureRule.only(SignatureScheme.RFC9421))
                .secureMode()
                .start());
        join(secure);
        FakeInstance receiver = subscribed(SignatureRule.both());

        Published note = secure.publish(secure.user("ada"), Note.of("only for signed eyes"), Signed.LD);

        assertThat(note.isAccepted()).as("%s", note.answer()).isTrue();
        // The receiver, which knows cavage only for its own requests, cannot check it.
        assertThat(receiver.expect(r -> r.about().equals(note.objectId()), SOON).status())
                .isEqualTo(202);
    }

    private void start(KnockSettings knocks) throws Exception {
        ServerSettings settings = ServerSettingsBuilder.onLoopback(folder.resolve("data" + open.size()))
                .knocks(knocks)
                .build();
        relay = keep(RelayServer.start(settings));
    }

    private FakeInstance subscribed(SignatureRule rule) {
        FakeInstance instance = keep(FakeInstance.builder(Profile.MASTODON)
                .name("receiver")
                .keys(KEYS)
                .taking(rule)
                .start());
        join(instance);
        return instance;
    }

    private FakeInstance refusing(int status) {
        return keep(FakeInstance.builder(Profile.MASTODON)
                .name("closed")
                .keys(KEYS)
                .taking(SignatureRule.none().refusingWith(status))
                .start());
    }

    private void join(FakeInstance instance) {
        assertThat(instance.subscribe(inbox()).status()).isEqualTo(202);
        assertThat(instance.awaitSubscribed(SOON)).as("%s", instance.received()).isTrue();
    }

    /** A note from somewhere else reaches these. */
    private void deliver(FakeInstance... receivers) {
        FakeInstance origin = subscribed(SignatureRule.both());
        Published note = origin.publish(origin.user("ada"), Note.of("Hello"), Signed.LD);
        for (FakeInstance receiver : receivers) {
            assertThat(receiver.expect(r -> r.about().equals(note.objectId()), SOON)
                            .isTaken())
                    .isTrue();
        }
    }

    /** Scheme and answer of each post, in order; none has both schemes. */
    private static List<String> posts(FakeInstance receiver) {
        return receiver.received().stream().map(DoubleKnockEndToEndTest::post).toList();
    }

    private static String post(Received received) {
        boolean rfc9421 = received.fields().contains("Signature-Input");
        assertThat(received.fields().all("Signature")).hasSize(1);
        assertThat(received.fields().contains("Digest")).isNotEqualTo(rfc9421);
        return (rfc9421 ? "rfc9421 " : "cavage ") + received.status();
    }

    private JsonObject lane(FakeInstance receiver) {
        return status().getJsonArray("lanes").getValuesAs(JsonObject.class).stream()
                .filter(lane -> lane.getString("host").equals(receiver.authority()))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject status() {
        return new AdminApi(relay.service())
                .order("status", JsonValue.EMPTY_JSON_OBJECT)
                .orElseThrow();
    }

    private URI inbox() {
        return URI.create(relay.service().identity().inbox());
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(0, one);
        return one;
    }
}
