package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bad input gets: a clear answer, no place in the log, and no request that the rules do not allow. */
class BadInputTest {

    private static final Peer M = Peer.at("https://m.example/actor");
    private static final Peer ALICE = Peer.at("https://m.example/users/alice");
    private static final Peer MALLORY = new Peer("https://m.example/users/mallory", Peer.generate());

    private final RelayRig rig = new RelayRig();
    private long before;

    @BeforeEach
    void subscribe() {
        rig.subscribed(M).knows(ALICE).knows(MALLORY);
        before = rig.store.log().end();
    }

    @AfterEach
    void nothing_reached_the_log() {
        assertThat(rig.store.log().end()).isEqualTo(before);
        rig.close();
    }

    @Test
    void an_unsigned_request_gets_401_and_no_fetch() {
        WebRequest signed = ALICE.post(create("1"), RelayRig.NOW);
        WebRequest unsigned = new WebRequest(
                "POST", "/inbox", Fields.of("Content-Type", "application/activity+json"), signed.body(), "192.0.2.1");

        refused(rig.send(unsigned), 401, "signature_missing");
        assertThat(rig.fetches()).isEmpty();
    }

    // The refusal names what is wrong with the signature, not a key id that is there
    @Test
    void a_signature_that_cannot_be_read_gets_401_with_what_is_wrong_with_it() {
        String keyId = "keyId=\"" + ALICE.actor() + "#main-key\",headers=\"host date digest\"";
        unreadable(keyId + ",signature=\"!!\"", "signature_malformed", "is not base64");
        unreadable(keyId + ",algorithm=\"foo\",signature=\"AAAA\"", "signature_invalid", "algorithm");
        unreadable("signature=\"AAAA\"", "signature_malformed", "has no keyId");
        assertThat(rig.fetches()).isEmpty();
    }

    private void unreadable(String signature, String code, String detail) {
        WebRequest signed = ALICE.post(create("1"), RelayRig.NOW);
        WebRequest request = new WebRequest(
                "POST",
                "/inbox",
                Fields.of("Content-Type", "application/activity+json", "Signature", signature),
                signed.body(),
                "192.0.2.1");

        WebResponse response = rig.send(request);

        refused(response, 401, code);
        assertThat(response.body().text()).contains(detail);
    }

    // PostgreSQL's index rows hold 2,704 bytes: without the limit such a post fails there each time it is sent again.
    @Test
    void ids_that_no_index_could_hold_are_refused() {
        WebResponse response = rig.send(ALICE.post(create("1".repeat(1_300)), RelayRig.NOW));

        refused(response, 400, "malformed_activity");
        assertThat(response.body().text()).contains("longer than 1300 bytes");
        unreadable(
                "keyId=\"" + ALICE.actor() + "?" + "x".repeat(1_300) + "\",headers=\"host date\",signature=\"AAAA\"",
                "key_invalid",
                "longer than 1300 bytes");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_wrong_signature_gets_401() {
        Peer impostor = new Peer(ALICE.actor(), Peer.generate());

        refused(rig.send(impostor.post(create("1"), RelayRig.NOW)), 401, "signature_invalid");
    }

    @Test
    void a_replay_outside_the_window_gets_401_and_no_fetch() {
        WebRequest old = ALICE.post(create("1"), RelayRig.NOW.minus(Duration.ofHours(13)));
        WebRequest future = ALICE.post(create("1"), RelayRig.NOW.plus(Duration.ofHours(3)));

        refused(rig.send(old), 401, "date_out_of_window");
        refused(rig.send(future), 401, "date_out_of_window");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_request_of_fifty_minutes_ago_is_still_taken() {
        // Threads sends minutes late: friendica#14488.
        assertThat(rig.send(ALICE.post(create("1"), RelayRig.NOW.minus(Duration.ofMinutes(50))))
                        .status())
                .isEqualTo(202);
        before++;
    }

    @Test
    void an_altered_body_gets_401_and_no_fetch() {
        WebRequest request = ALICE.post(create("1"), RelayRig.NOW);
        WebRequest altered = new WebRequest(
                "POST",
                "/inbox",
                request.fields(),
                Body.of(request.body().text().replace("hello", "HELLO")),
                "192.0.2.1");

        refused(rig.send(altered), 401, "digest_mismatch");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_request_signed_for_another_host_gets_401() {
        // Replayed from another server, with the Host header that was signed there.
        WebRequest request = ALICE.post(create("1"), RelayRig.NOW);
        Fields foreign = new Fields(request.fields().lines().stream()
                .map(line -> line.name().equals("Host") ? new Fields.Line("Host", "other.example") : line)
                .toList());

        assertThat(rig.send(new WebRequest("POST", "/inbox", foreign, request.body(), "192.0.2.1"))
                        .status())
                .isEqualTo(202); // Host is ours whatever a proxy made of it …
        before++;
        WebRequest elsewhere = new WebRequest("POST", "/inbox?x", request.fields(), request.body(), "192.0.2.1");
        assertThat(rig.send(elsewhere).status()).isIn(202, 401); // … and the query may be signed or not.
    }

    @Test
    void the_key_of_another_actor_gets_401() {
        refused(rig.send(MALLORY.post(create("1"), RelayRig.NOW)), 401, "signer_not_actor");
    }

    @Test
    void a_key_document_that_only_claims_its_owner_gets_401() {
        Peer thief = new Peer("https://m.example/users/alice", Peer.generate());
        String keyId = "https://m.example/uploads/key.json";
        rig.serve(keyId, thief.document().replace("\"inbox\"", "\"outbox\"").replace(thief.keyId(), keyId));

        refused(rig.send(thief.post(create("1"), RelayRig.NOW, keyId)), 401, "key_invalid");
    }

    @Test
    void an_id_on_a_foreign_host_gets_400_and_no_fetch() {
        String foreign =
                create("1").replace("\"id\":\"https://m.example/1/activity\"", "\"id\":\"https://victim.example/1\"");

        refused(rig.send(ALICE.post(foreign, RelayRig.NOW)), 400, "origin_mismatch");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_private_post_gets_403() {
        String hidden =
                create("1").replace("https://www.w3.org/ns/activitystreams#Public", ALICE.actor() + "/followers");

        refused(rig.send(ALICE.post(hidden, RelayRig.NOW)), 403, "not_public");
    }

    @Test
    void an_oversize_body_gets_413_and_no_fetch() {
        String big = create("1").replace("hello", "x".repeat(1 << 20));

        refused(rig.send(ALICE.post(big, RelayRig.NOW)), 413, "body_too_large");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_wrong_media_type_gets_415_and_no_fetch() {
        WebRequest request = ALICE.post(create("1"), RelayRig.NOW);
        Fields plain = new Fields(request.fields().lines().stream()
                .map(line -> line.name().equals("Content-Type") ? new Fields.Line("Content-Type", "text/plain") : line)
                .toList());

        refused(
                rig.send(new WebRequest("POST", "/inbox", plain, request.body(), "192.0.2.1")),
                415,
                "unsupported_media_type");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void broken_json_a_depth_bomb_and_duplicate_keys_get_400_and_no_fetch() {
        for (String json : new String[] {
            "{\"id\":",
            "[]",
            "\"text\"",
            "",
            create("1") + "{}",
            "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
            "[".repeat(100_000),
            create("1").replace("\"type\":\"Create\"", "\"type\":\"Create\",\"type\":\"Delete\""),
        }) {
            refused(rig.send(ALICE.post(json, RelayRig.NOW)), 400, "malformed_json");
        }
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void text_that_is_not_utf8_gets_400() {
        WebRequest request = ALICE.post(create("1"), RelayRig.NOW);
        byte[] latin1 =
                create("1").replace("hello", "Gr\u00fc\u00dfe").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        refused(
                rig.send(new WebRequest("POST", "/inbox", request.fields(), Body.of(latin1), "192.0.2.1")),
                400,
                "malformed_json");
    }

    @Test
    void an_activity_without_id_type_or_actor_gets_400_and_no_fetch() {
        for (String member : new String[] {"id", "type", "actor"}) {
            String without = JsonText.write(
                            JsonText.object(parse(create("1"))).remove(member).build())
                    .text();
            refused(rig.send(ALICE.post(without, RelayRig.NOW)), 400, "malformed_activity");
        }
        for (String id : new String[] {"\"\"", "17", "[\"https://m.example/1\"]", "\"urn:uuid:1\"", "null"}) {
            String odd = create("1").replace("\"https://m.example/1/activity\"", id);
            refused(rig.send(ALICE.post(odd, RelayRig.NOW)), 400, "malformed_activity");
        }
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_delete_of_an_unknown_gone_actor_gets_202_without_a_fetch() {
        Peer gone = Peer.at("https://nowhere.example/users/gone");

        WebResponse response = rig.send(gone.post(delete(gone.actor()), RelayRig.NOW));

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body().length()).isZero();
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_store_that_fails_gets_503_so_that_the_sender_comes_again(@TempDir Path folder) {
        Store broken = Store.sqlite(folder);
        try (RelayRig sick = new RelayRig(InboxLimits.defaults(), broken)) {
            sick.subscribed(M).knows(ALICE);
            sick.send(ALICE.post(like(1), RelayRig.NOW)); // its key is known from now on
            broken.close();

            WebResponse response = sick.send(ALICE.post(create("1"), RelayRig.NOW));

            refused(response, 503, "overloaded");
            assertThat(response.fields().first("Retry-After")).contains("60");
        }
    }

    @Test
    void the_deletion_of_an_account_is_verified_by_the_last_key_once_its_server_says_that_it_is_gone() {
        rig.send(ALICE.post(create("1"), RelayRig.NOW));
        rig.later(Duration.ofDays(3));
        rig.web.put(ALICE.actor(), new Exchange.Answered(410, Fields.none(), Body.none()));
        Peer impostor = new Peer(ALICE.actor(), Peer.generate());
        int fetches = rig.fetches().size();

        refused(rig.send(impostor.post(delete(ALICE.actor()), rig.now.get())), 401, "signature_invalid");
        assertThat(rig.send(ALICE.post(delete(ALICE.actor()), rig.now.get())).status())
                .isEqualTo(202);

        assertThat(rig.fetches()).hasSize(fetches + 1); // whether the account is gone, once for both
        assertThat(rig.store.log().end()).isEqualTo(before + 2); // the note, and our Announce taken back
        before += 2;
    }

    @Test
    void an_old_key_deletes_no_account_that_its_server_still_shows() {
        rig.send(ALICE.post(like(0), RelayRig.NOW)); // its key is known from now on
        Peer rotated = new Peer(ALICE.actor(), Peer.generate());
        rig.serve(ALICE.actor(), rotated.document().replace("#main-key", "#key-2"));
        rig.later(Duration.ofHours(25));

        refused(rig.send(ALICE.post(delete(ALICE.actor()), rig.now.get())), 401, "key_invalid");
        rig.later(Duration.ofMinutes(6));
        rig.web.put(ALICE.actor(), new Exchange.Failed(Exchange.Failure.TIMEOUT, "no answer within 10 s"));
        refused(rig.send(ALICE.post(delete(ALICE.actor()), rig.now.get())), 503, "key_unavailable");
    }

    @Test
    void an_unreachable_key_host_gets_503_with_retry_after() {
        rig.web.put(ALICE.actor(), new Exchange.Failed(Exchange.Failure.TIMEOUT, "no answer within 10 s"));

        WebResponse response = rig.send(ALICE.post(create("1"), RelayRig.NOW));

        refused(response, 503, "key_unavailable");
        assertThat(response.fields().first("Retry-After")).contains("60");
    }

    @Test
    void a_blocked_host_gets_403_before_any_fetch() {
        rig.store.domainRules().put(new DomainRule("bad.example", Kind.BLOCK, "spam"));
        Peer bad = Peer.at("https://social.bad.example/users/b");
        rig.knows(bad);

        refused(rig.send(bad.post(create("1"), RelayRig.NOW)), 403, "blocked");
        String follow = create("1").replace("m.example", "social.bad.example").replace("\"Create\"", "\"Follow\"");
        refused(rig.send(bad.post(follow, RelayRig.NOW)), 403, "blocked");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void who_does_not_subscribe_gets_401_and_no_fetch() {
        Peer stranger = Peer.at("https://stranger.example/users/s");
        rig.knows(stranger);

        refused(
                rig.send(stranger.post(create("1").replace("m.example", "stranger.example"), RelayRig.NOW)),
                401,
                "not_subscribed");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_flood_of_one_host_gets_429_with_retry_after_and_harms_no_other() {
        try (RelayRig small = new RelayRig(new InboxLimits(1 << 20, 1, 10))) {
            Peer other = Peer.at("https://other.example/actor");
            small.subscribed(M).subscribed(other).knows(ALICE);
            int taken = 0;
            WebResponse last = small.send(ALICE.post(like(0), RelayRig.NOW));
            for (int i = 1; i < 30 && last.status() == 202; i++) {
                taken++;
                last = small.send(ALICE.post(like(i), RelayRig.NOW));
            }

            assertThat(taken).isEqualTo(9); // ten at once, one of them the Follow
            refused(last, 429, "rate_limited");
            assertThat(last.fields().first("Retry-After")).contains("60");
            assertThat(small.send(other.post(
                                    like(1).replace("m.example/users/alice", "other.example/actor")
                                            .replace("m.example", "other.example"),
                                    RelayRig.NOW))
                            .status())
                    .isEqualTo(202);
            small.later(Duration.ofSeconds(2));
            assertThat(small.send(ALICE.post(like(99), small.now.get())).status())
                    .isEqualTo(202);
        }
    }

    @Test
    void failures_in_a_hosts_name_stop_fetches_but_never_shut_out_the_host() {
        rig.send(ALICE.post(like(0), RelayRig.NOW)); // its key is known from now on
        WebResponse last = WebResponse.empty(401);
        for (int i = 0; i < 300 && last.status() != 429; i++) {
            last = rig.send(ALICE.post(create("1"), RelayRig.NOW, "https://m.example/nobody/" + i + "#key"));
        }
        refused(last, 429, "rate_limited");

        assertThat(rig.send(ALICE.post(like(1), RelayRig.NOW)).status()).isEqualTo(202);
    }

    private static void refused(WebResponse response, int status, String code) {
        assertThat(response.body().text())
                .contains("\"error\":\"" + code + "\"")
                .contains("\"detail\":\"");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.fields().first("Content-Type")).contains("application/json");
    }

    private static jakarta.json.JsonObject parse(String json) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(json))).object();
    }

    private static String create(String name) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://m.example/%s/activity","type":"Create",\
                "actor":"https://m.example/users/alice","to":["https://www.w3.org/ns/activitystreams#Public"],\
                "object":{"id":"https://m.example/%s","type":"Note","attributedTo":"https://m.example/users/alice",\
                "content":"hello"}}""".formatted(name, name);
    }

    private static String like(int number) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://m.example/like/%d","type":"Like",\
                "actor":"https://m.example/users/alice","object":"https://far.example/1"}""".formatted(number);
    }

    private static String delete(String actor) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s#delete","type":"Delete","actor":"%s",\
                "to":["https://www.w3.org/ns/activitystreams#Public"],"object":"%s"}""".formatted(actor, actor, actor);
    }
}
