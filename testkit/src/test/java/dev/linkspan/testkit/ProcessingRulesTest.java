package dev.linkspan.testkit;

import static dev.linkspan.testkit.Profile.MASTODON;
import static dev.linkspan.testkit.Profile.MISSKEY;
import static dev.linkspan.testkit.Profile.PLEROMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each software makes, after its answer, of an activity by the relay it subscribes to. In the templates {@code RELAY} is
 * the relay's actor, {@code FOLLOW} the subscriber's Follow, {@code ID} a fresh id on the relay's host, {@code NOTE} a public
 * note elsewhere.
 */
class ProcessingRulesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final KeySource KEYS = KeySource.shared(4);

    private final FakeInstance relay = start(MASTODON);
    private final FakeInstance origin = start(MASTODON);
    private final Map<Profile, FakeInstance> subscribers = new EnumMap<>(Profile.class);

    record Row(Profile profile, String activity, Fate fate, String words) {}

    private static FakeInstance start(Profile profile) {
        return FakeInstance.builder(profile).keys(KEYS).start();
    }

    @AfterEach
    void stop() {
        relay.close();
        origin.close();
        subscribers.values().forEach(FakeInstance::close);
    }

    static Stream<Row> answers() {
        return Stream.of(
                taken(MASTODON, accept("'FOLLOW'"), "the relay is switched on"),
                taken(MASTODON, accept("{'id':'FOLLOW','type':'Follow'}"), "the relay is switched on"),
                dropped(MASTODON, accept("'http://127.0.0.1:1/other'"), "it answers no Follow of ours"),
                taken(MISSKEY, accept("{'id':'FOLLOW','type':'Follow','actor':'SELF'}"), "the relay is accepted"),
                dropped(MISSKEY, accept("'FOLLOW'"), "the Follow is not embedded"),
                dropped(
                        MISSKEY,
                        accept("{'id':'RELAY','type':'Follow','actor':'SELF'}"),
                        "it answers no Follow of ours"),
                dropped(
                        MISSKEY,
                        accept("{'id':'FOLLOW','type':'Follow','actor':'RELAY'}"),
                        "it answers no Follow of ours"),
                taken(PLEROMA, accept("'FOLLOW'"), "our Follow is accepted"),
                taken(PLEROMA, accept("{'id':'FOLLOW','type':'Follow'}"), "our Follow is accepted"),
                dropped(PLEROMA, accept("'FOLLOW'").replace("'to':['SELF'],", ""), "an answer without to"),
                dropped(
                        PLEROMA,
                        accept("'FOLLOW'").replace("'id':'ID'", "'id':'http://127.0.0.1:1/a'"),
                        "the activity's id is not on its actor's host"),
                taken(MASTODON, accept("'FOLLOW'").replace("Accept", "Reject"), "the relay is rejected"),
                taken(PLEROMA, accept("'FOLLOW'").replace("Accept", "Reject"), "our Follow is rejected"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_counts_by_the_rules_of_the_software(Row row) {
        FakeInstance subscriber = pending(row.profile());

        Received received = send(subscriber, row.activity());

        assertThat(received.words()).startsWith(row.words());
        assertThat(received.fate()).isEqualTo(row.fate());
        assertThat(subscriber.subscription() == SubscriptionState.PENDING).isEqualTo(row.fate() == Fate.DROPPED);
    }

    static Stream<Row> announces() {
        String announce = "{'@context':'https://www.w3.org/ns/activitystreams','id':'ID','type':'Announce',"
                + "'actor':'RELAY','to':['RELAY/followers'],'published':'2999-01-01T00:00:00Z','object':'NOTE'}";
        String late = announce.replace("2999", "1999");
        String withoutTo = announce.replace("'to':['RELAY/followers'],", "");
        String elsewhere = announce.replace("'id':'ID'", "'id':'http://127.0.0.1:1/a'");
        return Stream.of(
                taken(MASTODON, announce, "fetched"),
                taken(MISSKEY, announce, "fetched"),
                taken(PLEROMA, announce, "fetched"),
                taken(MASTODON, late, "fetched"),
                dropped(MISSKEY, late, "announced before it was written"),
                taken(PLEROMA, late, "fetched"),
                taken(MASTODON, withoutTo, "fetched"),
                dropped(PLEROMA, withoutTo, "an Announce needs id, object and to"),
                dropped(MISSKEY, elsewhere, "the activity's id is not on the host"),
                dropped(PLEROMA, elsewhere, "the activity's id is not on its actor's host"),
                dropped(MASTODON, announce.replace("'NOTE'", "'NOTE0'"), "GET "),
                dropped(MISSKEY, announce.replace("'NOTE'", "'NOTE#x'"), "the announced object has no id"));
    }

    @ParameterizedTest
    @MethodSource("announces")
    void an_announce_counts_by_the_rules_of_the_software(Row row) {
        FakeInstance subscriber = accepted(row.profile());

        Received received = send(subscriber, row.activity());

        assertThat(received.words()).startsWith(row.words());
        assertThat(received.fate()).isEqualTo(row.fate());
    }

    @Test
    void an_announce_by_somebody_else_does_not_count() {
        for (Profile profile : List.of(MASTODON, MISSKEY, PLEROMA)) {
            FakeInstance subscriber = accepted(profile);
            FakeUser other = origin.user("eve");
            String body = "{'@context':'https://www.w3.org/ns/activitystreams','id':'" + origin.baseUri()
                    + "/a','type':'Announce','actor':'" + other.id() + "','to':['x'],'object':'" + note() + "'}";

            origin.post(subscriber.sharedInbox(), Body.of(body.replace('\'', '"')), other.key());

            assertThat(subscriber.expect(r -> r.form() == Form.ANNOUNCED, SOON).fate())
                    .isEqualTo(Fate.DROPPED);
        }
    }

    @Test
    void a_document_with_a_reverse_property_is_not_trusted_for_its_ld_signature() {
        FakeInstance subscriber = accepted(MASTODON);
        origin.subscribe(URI.create(relay.instanceActor().inbox()));
        Published note = origin.publish(origin.user("ada"), Note.of("Straight"), Signed.LD);
        Body reversed =
                Body.of(note.body().text().replace("\"type\":\"Create\"", "\"type\":\"Create\",\"@reverse\":{}"));

        relay.post(subscriber.sharedInbox(), reversed, relay.instanceActor().key());

        assertThat(subscriber.expect(r -> r.type().equals("Create"), SOON).words())
                .contains("uses @graph, @included or @reverse");
    }

    private FakeInstance pending(Profile profile) {
        FakeInstance subscriber = start(profile);
        subscribers.put(profile, subscriber);
        FakeUser actor = relay.instanceActor();
        subscriber.subscribe(URI.create(profile.isLitePub() ? actor.id() : actor.inbox()));
        return subscriber;
    }

    private FakeInstance accepted(Profile profile) {
        FakeInstance subscriber = pending(profile);
        send(subscriber, accept("{'id':'FOLLOW','type':'Follow','actor':'SELF'}"));
        assertThat(subscriber.subscription()).isEqualTo(SubscriptionState.ACCEPTED);
        return subscriber;
    }

    /** Sends an activity in the relay's name and waits for what becomes of it. */
    private Received send(FakeInstance subscriber, String template) {
        String self = subscriber.instanceActor().id();
        String follow = relay.expect(r -> r.type().equals("Follow") && r.actor().equals(self), SOON)
                .id();
        String id = relay.baseUri() + "/activities/" + UUID.randomUUID();
        int before = subscriber.received().size();
        String body = template.replace('\'', '"')
                .replace("\"ID\"", "\"" + id + "\"")
                .replace("FOLLOW", follow)
                .replace("SELF", self)
                .replace("RELAY", relay.instanceActor().id());
        relay.post(
                subscriber.sharedInbox(),
                Body.of(body.contains("NOTE") ? body.replace("NOTE", note()) : body),
                relay.instanceActor().key());
        assertThat(subscriber.awaitUntil(() -> subscriber.received().size() > before, SOON))
                .isTrue();
        return subscriber.received().getLast();
    }

    private String note() {
        origin.subscribe(URI.create(relay.instanceActor().inbox()));
        return origin.publish(origin.user("ada"), Note.of("A note"), Signed.HTTP_ONLY)
                .objectId();
    }

    private static String accept(String object) {
        return "{'@context':'https://www.w3.org/ns/activitystreams','id':'ID','type':'Accept','actor':'RELAY',"
                + "'to':['SELF'],'object':" + object + "}";
    }

    private static Row taken(Profile profile, String activity, String words) {
        return new Row(profile, activity, Fate.TAKEN, words);
    }

    private static Row dropped(Profile profile, String activity, String words) {
        return new Row(profile, activity, Fate.DROPPED, words);
    }
}
