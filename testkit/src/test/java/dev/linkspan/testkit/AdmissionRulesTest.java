package dev.linkspan.testkit;

import static dev.linkspan.testkit.Profile.FRIENDICA;
import static dev.linkspan.testkit.Profile.GOTOSOCIAL;
import static dev.linkspan.testkit.Profile.LEMMY;
import static dev.linkspan.testkit.Profile.MASTODON;
import static dev.linkspan.testkit.Profile.MISSKEY;
import static dev.linkspan.testkit.Profile.PLEROMA;
import static dev.linkspan.testkit.Profile.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each software answers to a post with one thing changed, row by row as its source code decides: Mastodon 4.6
 * ({@code signed_request.rb}), Misskey 2025 ({@code ActivityPubServerService.ts}, {@code @peertube/http-signature}), Pleroma
 * 2.6 ({@code signature.ex}, {@code activity_pub_controller.ex}), GoToSocial 0.20 ({@code authenticate.go}), Lemmy
 * ({@code http_signatures.rs} of its library, {@code inbox.rs}), Friendica 2024 ({@code HTTPSignature.php}, {@code Inbox.php});
 * of Threads, what Fedify's issue 125 and others tell.
 */
class AdmissionRulesTest {

    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private static final KeySource KEYS = KeySource.shared(3);
    private static final FakeInstance SENDER = start(MASTODON);
    private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
    private static final String LD_JSON = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    private static final Map<Profile, FakeInstance> RECEIVERS = new EnumMap<>(Profile.class);

    record Row(Profile profile, String what, int status, UnaryOperator<RawPost> change) {
        @Override
        public String toString() {
            return profile + ": " + what + " -> " + status;
        }
    }

    @BeforeAll
    static void start() {
        for (Profile profile : Profile.values()) {
            RECEIVERS.put(profile, start(profile));
        }
    }

    @AfterAll
    static void stop() {
        RECEIVERS.values().forEach(FakeInstance::close);
        SENDER.close();
    }

    private static FakeInstance start(Profile profile) {
        return FakeInstance.builder(profile)
                .keys(KEYS)
                .clock(InstantSource.fixed(NOW))
                .start();
    }

    static Stream<Row> rows() {
        return Stream.of(
                row(MASTODON, "the universal form", 202, p -> p),
                row(MISSKEY, "the universal form", 202, p -> p),
                row(PLEROMA, "the universal form", 200, p -> p),
                row(MASTODON, "a blank after each comma", 202, p -> p.separatedBy(", ")),
                row(MISSKEY, "a blank after each comma", 401, p -> p.separatedBy(", ")),
                row(PLEROMA, "a blank after each comma", 400, p -> p.separatedBy(", ")),
                row(MASTODON, "no algorithm", 202, p -> p.parameter("algorithm", "")),
                row(MISSKEY, "no algorithm", 401, p -> p.parameter("algorithm", "")),
                row(PLEROMA, "no algorithm", 200, p -> p.parameter("algorithm", "")),
                row(MASTODON, "hs2019", 202, p -> p.parameter("algorithm", "\"hs2019\"")),
                row(MISSKEY, "hs2019", 202, p -> p.parameter("algorithm", "\"hs2019\"")),
                row(MASTODON, "rsa-sha512", 401, p -> p.parameter("algorithm", "\"rsa-sha512\"")),
                row(MISSKEY, "rsa-sha512", 401, p -> p.parameter("algorithm", "\"rsa-sha512\"")),
                row(MASTODON, "(created) with hs2019", 202, p -> created(p, "\"hs2019\"")),
                row(MASTODON, "(created) with rsa-sha256", 401, p -> created(p, "\"rsa-sha256\"")),
                row(MASTODON, "one parameter more", 202, p -> p.parameter("opaque", "\"x\"")),
                row(MISSKEY, "one parameter more", 202, p -> p.parameter("opaque", "\"x\"")),
                row(MASTODON, "a parameter twice", 400, p -> p.again("algorithm=\"rsa-sha256\"")),
                row(MASTODON, "no signature", 401, RawPost::unsigned),
                row(MISSKEY, "no signature", 401, RawPost::unsigned),
                row(PLEROMA, "no signature", 400, RawPost::unsigned),
                row(MASTODON, "a wrong signature", 401, RawPost::withWrongSignature),
                row(PLEROMA, "a wrong signature", 400, RawPost::withWrongSignature),
                row(MASTODON, "digest not signed", 401, p -> p.signing("(request-target) host date")),
                row(MISSKEY, "digest not signed", 401, p -> p.signing("(request-target) host date")),
                row(MASTODON, "date not signed", 401, p -> p.signing("(request-target) host digest")),
                row(MISSKEY, "date not signed", 401, p -> p.signing("(request-target) host digest")),
                row(MASTODON, "host not signed", 202, p -> p.signing("(request-target) date digest")),
                row(MISSKEY, "host not signed", 401, p -> p.signing("(request-target) date digest")),
                row(PLEROMA, "host not signed", 200, p -> p.signing("(request-target) date digest")),
                row(MISSKEY, "target not signed", 401, p -> p.signing("host date digest")),
                row(MASTODON, "the digest of another body", 401, p -> p.digestOf("other")),
                row(MISSKEY, "the digest of another body", 401, p -> p.digestOf("other")),
                row(PLEROMA, "the digest of another body", 400, p -> p.digestOf("other")),
                row(MASTODON, "the digest's name in lower case", 202, AdmissionRulesTest::lowerCaseDigest),
                row(MISSKEY, "the digest's name in lower case", 202, AdmissionRulesTest::lowerCaseDigest),
                row(MASTODON, "64 minutes old", 202, p -> p.date(NOW.minus(Duration.ofMinutes(64)))),
                row(MASTODON, "66 minutes old", 401, p -> p.date(NOW.minus(Duration.ofMinutes(66)))),
                row(MASTODON, "59 minutes ahead", 202, p -> p.date(NOW.plus(Duration.ofMinutes(59)))),
                row(MASTODON, "61 minutes ahead", 401, p -> p.date(NOW.plus(Duration.ofMinutes(61)))),
                row(MISSKEY, "290 seconds old", 202, p -> p.date(NOW.minusSeconds(290))),
                row(MISSKEY, "310 seconds old", 401, p -> p.date(NOW.minusSeconds(310))),
                row(MISSKEY, "290 seconds ahead", 202, p -> p.date(NOW.plusSeconds(290))),
                row(MISSKEY, "310 seconds ahead", 401, p -> p.date(NOW.plusSeconds(310))),
                row(PLEROMA, "three days old", 200, p -> p.date(NOW.minus(Duration.ofDays(3)))),
                row(MISSKEY, "for another host", 401, p -> p.field("Host", "other.example")),
                row(PLEROMA, "for another host", 400, p -> p.field("Host", "other.example")),
                row(MASTODON, "application/json", 202, p -> p.field("Content-Type", "application/json")),
                row(MISSKEY, "application/json", 415, p -> p.field("Content-Type", "application/json")),
                row(PLEROMA, "application/json", 200, p -> p.field("Content-Type", "application/json")),
                row(PLEROMA, "text/plain", 415, p -> p.field("Content-Type", "text/plain")),
                row(MASTODON, "a query, signed", 202, p -> p.to("/inbox?a=b", "/inbox?a=b")),
                row(MASTODON, "a query, not signed", 202, p -> p.to("/inbox?a=b", "/inbox")),
                row(PLEROMA, "a query, not signed", 200, p -> p.to("/inbox?a=b", "/inbox")),
                row(MASTODON, "65 KiB", 202, p -> p.body(padded(p.body, 65 * 1024))),
                row(MISSKEY, "65 KiB", 413, p -> p.body(padded(p.body, 65 * 1024))),
                row(MASTODON, "more than 1 MiB", 413, p -> p.body(padded(p.body, 1024 * 1024 + 1))),
                row(PLEROMA, "more than 1 MiB", 200, p -> p.body(padded(p.body, 1024 * 1024 + 1))),
                row(MISSKEY, "not JSON", 400, p -> p.body("{")),
                row(
                        MASTODON,
                        "a key that nobody lists",
                        401,
                        p -> keyId(p, SENDER.instanceActor().id() + "#key-9")),
                row(MASTODON, "a key id that is not there", 401, p -> keyId(p, SENDER.baseUri() + "/nobody#key")),
                row(MASTODON, "a key host that is down", 503, p -> keyId(p, "http://127.0.0.1:1/actor#main-key")),
                row(
                        PLEROMA,
                        "/main-key",
                        200,
                        p -> keyId(p, SENDER.instanceActor().id() + "/main-key")),
                row(PLEROMA, "the actor is not the signer", 400, AdmissionRulesTest::byAda),
                row(MASTODON, "the actor is not the signer", 202, AdmissionRulesTest::byAda),
                row(
                        MASTODON,
                        "a Delete of an actor that is gone",
                        202,
                        p -> p.body(
                                        "{\"type\":\"Delete\",\"actor\":\"http://127.0.0.1:1/a\",\"object\":\"http://127.0.0.1:1/a\"}")
                                .unsigned()),
                row(MASTODON, "no inbox", 404, p -> p.to("/elsewhere", "/elsewhere")),
                row(GOTOSOCIAL, "the universal form", 202, p -> p),
                row(GOTOSOCIAL, "a blank after each comma", 401, p -> p.separatedBy(", ")),
                row(GOTOSOCIAL, "no algorithm", 202, p -> p.parameter("algorithm", "")),
                row(GOTOSOCIAL, "no signature", 401, RawPost::unsigned),
                row(GOTOSOCIAL, "a wrong signature", 401, RawPost::withWrongSignature),
                row(GOTOSOCIAL, "the digest of another body", 202, p -> p.digestOf("other")),
                row(GOTOSOCIAL, "three days old", 202, p -> p.date(NOW.minus(Duration.ofDays(3)))),
                row(GOTOSOCIAL, "created 9 seconds ahead", 202, p -> created(p, NOW.plusSeconds(9))),
                row(GOTOSOCIAL, "created 11 seconds ahead", 401, p -> created(p, NOW.plusSeconds(11))),
                row(GOTOSOCIAL, "expired", 401, p -> p.parameter("expires", "" + (NOW.getEpochSecond() - 1))),
                row(GOTOSOCIAL, "application/json", 406, p -> p.field("Content-Type", "application/json")),
                row(GOTOSOCIAL, "ld+json", 406, p -> p.field("Content-Type", "application/ld+json")),
                row(GOTOSOCIAL, "ld+json with its profile", 202, p -> p.field("Content-Type", LD_JSON)),
                row(GOTOSOCIAL, "a shared inbox", 404, p -> p.to("/inbox", "/inbox")),
                row(GOTOSOCIAL, "not JSON", 400, p -> p.body("{")),
                row(LEMMY, "the universal form", 200, p -> p),
                row(LEMMY, "application/json", 200, p -> p.field("Content-Type", "application/json")),
                row(LEMMY, "no signature", 400, RawPost::unsigned),
                row(LEMMY, "a wrong signature", 400, RawPost::withWrongSignature),
                row(LEMMY, "the digest of another body", 400, p -> p.digestOf("other")),
                row(LEMMY, "no digest", 400, p -> p.field("Digest", "")),
                row(LEMMY, "a second digest", 400, p -> p.field("Digest", p.fields.get("Digest") + ",MD5=x")),
                row(LEMMY, "59 minutes old", 200, p -> p.date(NOW.minus(Duration.ofMinutes(59)))),
                row(LEMMY, "61 minutes old", 400, p -> p.date(NOW.minus(Duration.ofMinutes(61)))),
                row(LEMMY, "any key id", 200, p -> keyId(p, "http://127.0.0.1:1/nobody#key")),
                row(LEMMY, "the actor is not the signer", 400, AdmissionRulesTest::byAda),
                row(LEMMY, "not JSON", 400, p -> p.body("{")),
                row(FRIENDICA, "the universal form", 202, p -> p),
                row(FRIENDICA, "application/json", 415, p -> p.field("Content-Type", "application/json")),
                row(FRIENDICA, "nothing", 400, p -> p.body("")),
                row(FRIENDICA, "a wrong signature, dropped later", 202, RawPost::withWrongSignature),
                row(THREADS, "the universal form", 202, p -> p),
                row(THREADS, "the digest's name in lower case", 401, AdmissionRulesTest::lowerCaseDigest),
                row(THREADS, "digest not signed", 401, p -> p.signing("(request-target) host date")),
                row(THREADS, "a wrong signature", 401, RawPost::withWrongSignature),
                row(THREADS, "an embedded actor", 400, AdmissionRulesTest::embeddedActor),
                row(THREADS, "an Undo of an id", 500, p -> p.body(undo("\"" + SENDER.baseUri() + "/activities/1\""))),
                row(THREADS, "an Undo of a whole Follow", 202, p -> p.body(undo(p.body))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answers_as_the_software_does(Row row) throws IOException {
        FakeInstance receiver = RECEIVERS.get(row.profile());

        int status = row.change().apply(post(receiver)).send(receiver.baseUri().getPort());

        assertThat(status)
                .as(
                        "%s",
                        receiver.received().isEmpty() ? "" : receiver.received().getLast())
                .isEqualTo(row.status());
    }

    static Stream<Row> friendica() {
        return Stream.of(
                row(FRIENDICA, "the universal form", 1, p -> p),
                row(FRIENDICA, "a blank after each comma", 1, p -> p.separatedBy(", ")),
                row(FRIENDICA, "no algorithm", 1, p -> p.parameter("algorithm", "")),
                row(FRIENDICA, "290 seconds old", 1, p -> p.date(NOW.minusSeconds(290))),
                row(FRIENDICA, "310 seconds old", 0, p -> p.date(NOW.minusSeconds(310))),
                row(FRIENDICA, "50 seconds ahead", 1, p -> p.date(NOW.plusSeconds(50))),
                row(FRIENDICA, "70 seconds ahead", 0, p -> p.date(NOW.plusSeconds(70))),
                row(FRIENDICA, "the digest's name in lower case", 0, AdmissionRulesTest::lowerCaseDigest),
                row(FRIENDICA, "the digest of another body", 0, p -> p.digestOf("other")),
                row(FRIENDICA, "host not signed", 0, p -> p.signing("(request-target) date digest")),
                row(FRIENDICA, "a wrong signature", 0, RawPost::withWrongSignature),
                row(FRIENDICA, "no signature", 0, RawPost::unsigned));
    }

    /** The number says whether it has its effect. */
    @ParameterizedTest
    @MethodSource("friendica")
    void friendica_judges_after_its_answer(Row row) throws IOException {
        try (FakeInstance receiver = start(FRIENDICA)) {
            int status =
                    row.change().apply(post(receiver)).send(receiver.baseUri().getPort());

            Received received = receiver.expect(r -> true, Duration.ofSeconds(10));
            assertThat(status).isEqualTo(202);
            assertThat(received.isTaken()).as(received.words()).isEqualTo(row.status() == 1);
        }
    }

    @Test
    void misskey_answers_202_to_a_wrong_signature_and_drops_the_activity() throws IOException {
        FakeInstance receiver = RECEIVERS.get(MISSKEY);
        String body = follow(SENDER.user("bob"));

        int status = new RawPost(SENDER.user("bob"), receiver.authority(), NOW, body)
                .withWrongSignature()
                .send(receiver.baseUri().getPort());

        assertThat(status).isEqualTo(202);
        Received received =
                receiver.expect(r -> r.actor().equals(SENDER.user("bob").id()), Duration.ofSeconds(10));
        assertThat(received.words()).startsWith("the actor did not sign the request, and the LD signature is missing");
    }

    @Test
    void mastodon_refuses_an_actor_without_preferred_username() throws IOException {
        FakeInstance receiver = RECEIVERS.get(MASTODON);
        FakeUser relay = RECEIVERS.get(PLEROMA).instanceActor();

        int status = new RawPost(relay, receiver.authority(), NOW, follow(relay))
                .send(receiver.baseUri().getPort());

        assertThat(status).isEqualTo(401);
        Received received = receiver.expect(r -> r.actor().equals(relay.id()), Duration.ofSeconds(10));
        assertThat(received.words()).contains("has no preferredUsername");
    }

    private static Row row(Profile profile, String what, int status, UnaryOperator<RawPost> change) {
        return new Row(profile, what, status, change);
    }

    private static RawPost post(FakeInstance receiver) {
        FakeUser sender = SENDER.instanceActor();
        String path = receiver.sharedInbox().getPath();
        String body = receiver.profile().joinsRelays()
                ? follow(sender)
                : follow(sender).replace(PUBLIC, receiver.user("zoe").id());
        return new RawPost(sender, receiver.authority(), NOW, body).to(path, path);
    }

    private static String undo(String object) {
        return "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + SENDER.baseUri()
                + "/activities/2\",\"type\":\"Undo\",\"actor\":\""
                + SENDER.instanceActor().id() + "\",\"object\":" + object + "}";
    }

    private static RawPost embeddedActor(RawPost post) {
        String id = SENDER.instanceActor().id();
        return post.body(
                post.body.replace("\"actor\":\"" + id + "\"", "\"actor\":{\"type\":\"Person\",\"id\":\"" + id + "\"}"));
    }

    private static String follow(FakeUser actor) {
        return "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + SENDER.baseUri()
                + "/activities/1\",\"type\":\"Follow\",\"actor\":\"" + actor.id()
                + "\",\"object\":\"" + PUBLIC + "\"}";
    }

    private static RawPost byAda(RawPost post) {
        return post.body(follow(SENDER.user("ada")));
    }

    private static RawPost keyId(RawPost post, String keyId) {
        return post.parameter("keyId", "\"" + keyId + "\"");
    }

    private static RawPost created(RawPost post, String algorithm) {
        return created(post.parameter("algorithm", algorithm), NOW);
    }

    private static RawPost created(RawPost post, Instant time) {
        return post.parameter("created", String.valueOf(time.getEpochSecond()))
                .signing("(request-target) (created) host digest");
    }

    private static RawPost lowerCaseDigest(RawPost post) {
        return post.field("Digest", post.fields.get("Digest").replace("SHA-256=", "sha-256="));
    }

    private static String padded(String json, int length) {
        return json + " ".repeat(length - json.length());
    }
}
