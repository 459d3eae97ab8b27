package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two fake instances talk to each other; where a relay is needed, one of them plays it by hand. */
class TwoInstancesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final KeySource KEYS = KeySource.shared(6);

    private final FakeInstance origin = start(Profile.MASTODON, "origin");
    private final FakeInstance relay = start(Profile.MASTODON, "relay");
    private final List<FakeInstance> both = List.of(origin, relay);

    private static FakeInstance start(Profile profile, String name) {
        return FakeInstance.builder(profile).name(name).keys(KEYS).start();
    }

    @AfterEach
    void close() {
        both.forEach(FakeInstance::close);
    }

    @Test
    void mastodon_takes_a_forwarded_note_with_an_ld_signature_from_a_relay_that_is_switched_on() {
        try (FakeInstance receiver = subscribed(Profile.MASTODON)) {
            Published note = note(Signed.LD);

            Answer answer = forward(note, receiver);

            assertThat(answer.status()).isEqualTo(202);
            Received received = receiver.expect(r -> r.about().equals(note.objectId()), SOON);
            assertThat(received.words()).isEqualTo("through the relay, by its LD signature");
            assertThat(received.form()).isEqualTo(Form.FORWARDED);
            assertThat(received.body()).isEqualTo(note.body());
            assertThat(receiver.shows(note.objectId())).isTrue();
        }
    }

    @Test
    void mastodon_answers_202_to_a_forwarded_note_without_an_ld_signature_and_drops_it() {
        try (FakeInstance receiver = subscribed(Profile.MASTODON)) {
            Published note = note(Signed.HTTP_ONLY);

            Answer answer = forward(note, receiver);

            assertThat(answer.status()).isEqualTo(202);
            Received received = receiver.expect(r -> r.about().equals(note.objectId()), SOON);
            assertThat(received.fate()).isEqualTo(Fate.DROPPED);
            assertThat(received.words()).contains("LD signature is missing");
        }
    }

    @Test
    void a_forwarded_note_whose_text_was_changed_is_dropped() {
        try (FakeInstance receiver = subscribed(Profile.MASTODON)) {
            Published note = note(Signed.LD);
            Body forged = Body.of(note.body().text().replace("Morning", "Evening"));

            relay.post(receiver.sharedInbox(), forged, relay.instanceActor().key());

            Received received = receiver.expect(r -> r.about().equals(note.objectId()), SOON);
            assertThat(received.fate()).isEqualTo(Fate.DROPPED);
            assertThat(received.words()).contains("does not fit");
        }
    }

    @Test
    void mastodon_does_not_take_a_forwarded_note_before_the_relay_accepted() {
        try (FakeInstance receiver = start(Profile.MASTODON, "receiver")) {
            receiver.subscribe(relayInbox());
            Published note = note(Signed.LD);

            forward(note, receiver);

            Received received = receiver.expect(r -> r.about().equals(note.objectId()), SOON);
            assertThat(received.words()).contains("neither through a relay that is switched on");
        }
    }

    @Test
    void misskey_takes_a_forwarded_note_with_an_ld_signature() {
        try (FakeInstance receiver = subscribed(Profile.MISSKEY)) {
            Published note = note(Signed.LD);

            forward(note, receiver);

            assertThat(receiver.expect(r -> r.about().equals(note.objectId()), SOON)
                            .isTaken())
                    .isTrue();
        }
    }

    @Test
    void pleroma_refuses_a_forwarded_note_even_with_an_ld_signature() {
        try (FakeInstance receiver = start(Profile.PLEROMA, "receiver")) {
            Published note = note(Signed.LD);

            Answer answer = forward(note, receiver);

            assertThat(answer).isEqualTo(new Answer(400, "\"Invalid HTTP Signature\""));
            assertThat(receiver.shows(note.objectId())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MASTODON", "MISSKEY", "PLEROMA"})
    void an_announced_public_note_is_fetched_from_its_origin(Profile profile) {
        try (FakeInstance receiver = subscribed(profile)) {
            Published note = note(Signed.HTTP_ONLY);

            relay.post(
                    receiver.sharedInbox(),
                    announce(note.objectId()),
                    relay.instanceActor().key());

            Received received = receiver.expect(r -> r.about().equals(note.objectId()), SOON);
            assertThat(received.form()).isEqualTo(Form.ANNOUNCED);
            assertThat(received.words()).startsWith("fetched from its origin");
            assertThat(receiver.shows(note.objectId())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MASTODON", "MISSKEY", "PLEROMA"})
    void an_announced_note_that_is_not_public_does_not_count(Profile profile) {
        try (FakeInstance receiver = subscribed(profile)) {
            origin.subscribe(relayInbox());
            Published note = origin.publish(
                    origin.user("ada"), Note.of("Among friends").to(Note.Audience.FOLLOWERS), Signed.HTTP_ONLY);

            relay.post(
                    receiver.sharedInbox(),
                    announce(note.objectId()),
                    relay.instanceActor().key());

            Received received = receiver.expect(r -> r.about().equals(note.objectId()), SOON);
            assertThat(received.fate()).isEqualTo(Fate.DROPPED);
            assertThat(received.words()).contains("is not public");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MASTODON", "MISSKEY", "PLEROMA"})
    void an_announced_note_that_was_deleted_meanwhile_does_not_count(Profile profile) {
        try (FakeInstance receiver = subscribed(profile)) {
            Published note = note(Signed.LD);
            origin.delete(origin.user("ada"), note.objectId(), Signed.LD);

            relay.post(
                    receiver.sharedInbox(),
                    announce(note.objectId()),
                    relay.instanceActor().key());

            assertThat(receiver.expect(r -> r.about().equals(note.objectId()), SOON)
                            .words())
                    .contains("status 410");
        }
    }

    @Test
    void misskey_and_pleroma_take_an_announce_back() {
        for (Profile profile : List.of(Profile.MISSKEY, Profile.PLEROMA)) {
            try (FakeInstance receiver = subscribed(profile)) {
                Published note = note(Signed.LD);
                SigningKey key = relay.instanceActor().key();
                Body announce = announce(note.objectId());
                relay.post(receiver.sharedInbox(), announce, key);
                receiver.expect(r -> r.form() == Form.ANNOUNCED, SOON);

                String id = announceId(announce);
                relay.post(receiver.sharedInbox(), relayActivity("Undo", Body.of("\"" + id + "\"")), key);

                Received undone = receiver.expect(r -> r.form() == Form.UNDONE, SOON);
                assertThat(undone.isTaken()).isTrue();
                assertThat(undone.about()).isEqualTo(note.objectId());
                assertThat(receiver.shows(note.objectId())).isFalse();
            }
        }
    }

    @Test
    void mastodon_verifies_rfc_9421_as_another_mastodon_sends_it() {
        FakeInstance sender = FakeInstance.builder(Profile.MASTODON)
                .name("modern")
                .keys(KEYS)
                .signing(SignatureScheme.RFC9421)
                .start();
        try (sender;
                FakeInstance receiver = start(Profile.MASTODON, "receiver")) {
            sender.subscribe(receiver.sharedInbox());

            Received follow = receiver.expect(r -> r.type().equals("Follow"), SOON);
            assertThat(follow.status()).isEqualTo(202);
            assertThat(follow.fields().contains("Signature-Input")).isTrue();
        }
    }

    @Test
    void a_signature_with_another_actors_key_is_refused() {
        FakeInstance receiver = start(Profile.MASTODON, "receiver");
        try (receiver) {
            FakeUser ada = origin.user("ada");
            SigningKey stolenName = new SigningKey(
                    ada.key().keyId(), origin.user("mallory").key().key(), SignatureAlgorithm.RSA_V1_5_SHA256);

            Answer answer = origin.post(receiver.sharedInbox(), announce("http://127.0.0.1:1/n"), stolenName);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).contains("Verification failed");
        }
    }

    @Test
    void deletes_of_notes_and_actors_can_be_seen_at_the_origin() throws Exception {
        Published note = note(Signed.LD);
        assertThat(status(note.objectId())).isEqualTo(200);

        origin.delete(origin.user("ada"), note.objectId(), Signed.LD);
        assertThat(status(note.objectId())).isEqualTo(410);

        origin.deleteActor(origin.user("ada"), Signed.LD);
        assertThat(status(origin.user("ada").id())).isEqualTo(410);
    }

    @Test
    void comes_back_on_the_same_port() {
        FakeUser ada = relay.user("ada");
        origin.goDown();
        assertThat(post(ada).status()).isZero();

        origin.comeUp();

        assertThat(post(ada).status()).isEqualTo(202);
    }

    @Test
    void answers_as_it_was_told_until_it_is_healed() {
        FakeUser ada = relay.user("ada");
        origin.answerWith(503, Duration.ofSeconds(7));
        assertThat(post(ada).status()).isEqualTo(503);

        origin.dropConnections();
        assertThat(post(ada).status()).isZero();

        origin.heal();
        assertThat(post(ada).status()).isEqualTo(202);
        assertThat(origin.received()).extracting(Received::fate).startsWith(Fate.FAULT, Fate.FAULT);
    }

    @Test
    void what_hangs_gets_no_answer_until_it_is_healed() {
        FakeUser ada = relay.user("ada");
        origin.hang();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> post(ada));
        origin.expect(r -> r.fate() == Fate.FAULT, SOON);
        assertThat(answer).isNotDone();

        origin.heal();

        assertThat(answer.join().status()).isZero();
    }

    private Answer post(FakeUser sender) {
        return relay.post(origin.sharedInbox(), announce("http://127.0.0.1:1/n"), sender.key());
    }

    private Published note(Signed signed) {
        origin.subscribe(relayInbox());
        return origin.publish(
                origin.user("ada"), Note.of("Morning fog over the harbour").tagged("Fog"), signed);
    }

    private Answer forward(Published note, FakeInstance receiver) {
        return relay.post(
                receiver.sharedInbox(), note.body(), relay.instanceActor().key());
    }

    private URI relayInbox() {
        return URI.create(relay.instanceActor().inbox());
    }

    /** An instance whose Follow the relay has accepted. */
    private FakeInstance subscribed(Profile profile) {
        FakeInstance receiver = start(profile, "receiver");
        receiver.subscribe(
                profile.isLitePub() ? URI.create(relay.instanceActor().id()) : relayInbox());
        Received follow =
                relay.expect(r -> r.actor().equals(receiver.instanceActor().id()), SOON);
        relay.post(
                receiver.sharedInbox(),
                relayActivity("Accept", follow.body()),
                relay.instanceActor().key());
        assertThat(receiver.awaitUntil(() -> receiver.subscription() == SubscriptionState.ACCEPTED, SOON))
                .as("%s", receiver.received())
                .isTrue();
        return receiver;
    }

    private Body announce(String objectId) {
        return relayActivity("Announce", Body.of("\"" + objectId + "\""));
    }

    private static String announceId(Body announce) {
        JsonText.Result parsed = JsonText.parse(announce);
        JsonObject document = ((JsonText.Result.Document) parsed).object();
        return document.getString("id");
    }

    private Body relayActivity(String type, Body object) {
        String actor = relay.instanceActor().id();
        return Body.of("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + relay.baseUri()
                + "/activities/" + java.util.UUID.randomUUID() + "\",\"type\":\"" + type + "\",\"actor\":\"" + actor
                + "\",\"to\":[\"" + actor + "/followers\"],\"object\":" + object.text() + "}");
    }

    private static int status(String id) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(id)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
