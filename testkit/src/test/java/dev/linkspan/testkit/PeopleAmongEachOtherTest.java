package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People on fake instances of all software, among each other. */
@WithFakeFediverse
class PeopleAmongEachOtherTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void everybody_follows_and_reads_everybody_else(FakeFediverse fediverse) {
        List<FakeAccount> people = fediverse.accounts("sam");
        for (FakeAccount reader : people) {
            for (FakeAccount writer : people) {
                if (reader != writer && reader.instance().profile() != Profile.LEMMY) {
                    assertThat(reader.follow(writer.id()).isSuccess())
                            .as("%s follows %s: %s", reader, writer, fediverse)
                            .isTrue();
                    assertThat(reader.awaitFollowing(writer.id(), SOON))
                            .as("%s follows %s: %s", reader, writer, fediverse)
                            .isTrue();
                }
            }
        }
        for (FakeAccount writer : people) {
            Posted note = writer.write(Note.of("Good morning from " + writer));
            for (FakeAccount reader : people) {
                if (reader != writer && reader.instance().profile() != Profile.LEMMY) {
                    Received received = reader.instance().expect(r -> r.about().equals(note.objectId()), SOON);
                    assertThat(received.isTaken())
                            .as("%s: %s", reader, received)
                            .isTrue();
                }
            }
            assertThat(writer.delete(note.objectId()).isAccepted())
                    .as("%s", writer)
                    .isTrue();
        }
    }

    @Test
    void a_like_is_counted_until_it_is_taken_back(FakeFediverse fediverse) {
        FakeAccount writer = fediverse.account(Profile.GOTOSOCIAL, "greta");
        String note = writer.write(Note.of("Bread")).objectId();
        FakeAccount reader = fediverse.account(Profile.FRIENDICA, "fritz");

        Posted like = reader.like(note);
        assertThat(writer.instance().awaitUntil(() -> writer.likes(note).contains(reader.id()), SOON))
                .as("%s", fediverse)
                .isTrue();

        reader.undo(like);
        assertThat(writer.instance().awaitUntil(() -> writer.likes(note).isEmpty(), SOON))
                .isTrue();
    }

    @Test
    void nobody_gets_notes_of_those_whom_they_do_not_follow(FakeFediverse fediverse) {
        for (Profile profile : List.of(Profile.MASTODON, Profile.GOTOSOCIAL, Profile.FRIENDICA, Profile.THREADS)) {
            FakeAccount reader = fediverse.account(profile, "rita");
            FakeAccount writer = fediverse.account(Profile.MISSKEY, "mia");
            writer.instance()
                    .post(
                            URI.create(reader.user().inbox()),
                            create(writer, "http://" + writer.instance().authority() + "/notes/" + profile),
                            writer.user().key());

            Received received = reader.instance().expect(r -> r.type().equals("Create"), SOON);

            assertThat(received.fate()).as("%s", received).isEqualTo(Fate.DROPPED);
            assertThat(received.words()).containsAnyOf("nobody", "neither through a relay");
        }
    }

    @Test
    void an_answer_counts_by_whoever_was_asked_only(FakeFediverse fediverse) {
        FakeAccount mary = fediverse.account(Profile.MASTODON, "mary");
        FakeAccount greta = fediverse.account(Profile.GOTOSOCIAL, "greta");
        FakeAccount eve = fediverse.account(Profile.FRIENDICA, "eve");
        greta.instance().answerWith(503);
        mary.follow(greta.id());
        String followId =
                greta.instance().expect(r -> r.type().equals("Follow"), SOON).id();

        Body accept = Body.of("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\""
                + eve.instance().baseUri() + "/activities/1\",\"type\":\"Accept\",\"actor\":\"" + eve.id()
                + "\",\"object\":\"" + followId + "\"}");
        eve.instance().post(URI.create(mary.user().inbox()), accept, eve.user().key());

        Received received = mary.instance().expect(r -> r.type().equals("Accept"), SOON);
        assertThat(received.words()).isEqualTo("an answer by another than who was asked");
        assertThat(mary.following(greta.id())).isEqualTo(SubscriptionState.PENDING);
    }

    @Test
    void gotosocial_shows_people_to_signed_requests_only_and_keys_to_all(FakeFediverse fediverse) throws Exception {
        FakeUser greta = fediverse.instance(Profile.GOTOSOCIAL).user("greta");

        assertThat(get(greta.id()).statusCode()).isEqualTo(401);

        HttpResponse<String> stub = get(greta.key().keyId());
        assertThat(greta.key().keyId()).endsWith("/users/greta/main-key");
        assertThat(stub.statusCode()).isEqualTo(200);
        JsonObject actor = ((JsonText.Result.Document) JsonText.parse(Body.of(stub.body()))).object();
        assertThat(actor.getString("id")).isEqualTo(greta.id());
        assertThat(actor.getJsonObject("publicKey").getString("owner")).isEqualTo(greta.id());
        assertThat(actor).doesNotContainKey("inbox");
    }

    @Test
    void threads_finds_nobody_by_their_address(FakeFediverse fediverse) throws Exception {
        FakeAccount tina = fediverse.account(Profile.THREADS, "tina");
        String query = tina.instance().baseUri() + "/.well-known/webfinger?resource=";

        assertThat(get(query + tina.id()).statusCode()).isEqualTo(404);
        assertThat(get(query + "acct:" + tina.handle().substring(1)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void software_without_a_relay_client_joins_none(FakeFediverse fediverse) {
        FakeInstance lemmy = fediverse.instance(Profile.LEMMY);

        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> lemmy.subscribe(URI.create("http://127.0.0.1:1/inbox")))
                .withMessageContaining("LEMMY");
    }

    private static Body create(FakeAccount writer, String id) {
        return Body.of("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + id
                + "/activity\",\"type\":\"Create\",\"actor\":\"" + writer.id()
                + "\",\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"],\"object\":{\"id\":\"" + id
                + "\",\"type\":\"Note\",\"attributedTo\":\"" + writer.id() + "\",\"content\":\"x\"}}");
    }

    private static HttpResponse<String> get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
