package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.FollowersDigest;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Alice signed and another server passes on, through the whole inbox. Numbers in names are those of
 * reference/attacks.md, group J.
 */
class ForwardedDocumentsTest {

    private static final Peer ALICE = new Peer("https://m.example/users/alice", Peer.generate());
    private static final Peer MALLORY = new Peer("https://m.example/users/mallory", Peer.generate());
    private static final Peer OTHER_RELAY = new Peer("https://n.example/actor", Peer.generate());

    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());
    private final JsonObject signed = signedBy(ALICE, ALICE.keyId());
    private final RelayRig rig = new RelayRig();
    private long before;

    @BeforeEach
    void subscribe() {
        rig.subscribed(new Peer("https://m.example/actor", ALICE.keys())).subscribed(OTHER_RELAY);
        rig.knows(ALICE).knows(MALLORY);
        before = rig.store.log().end();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void j19_what_alice_signed_goes_on_byte_for_byte_whoever_brought_it() {
        String text = signed.toString().replace("\":\"", "\" :  \"");

        assertThat(passedOn(text).status()).isEqualTo(202);
        assertThat(entry().received()).contains(Body.of(text));
    }

    /** FEP-8fcf: it is about those who follow Alice on this very server. */
    @Test
    void what_a_sender_says_of_its_followers_goes_no_further() throws Exception {
        WebRequest post = ALICE.post(signed.toString(), RelayRig.NOW);
        Fields fields = post.fields()
                .with(
                        CollectionSynchronization.FIELD,
                        new CollectionSynchronization(
                                        ALICE.actor() + "/followers",
                                        ALICE.actor() + "/followers_synchronization",
                                        FollowersDigest.of(List.of()))
                                .value());

        rig.send(new WebRequest("POST", "/inbox", fields, post.body(), "192.0.2.1"));

        assertThat(rig.nextPosts(OTHER_RELAY.actor() + "/inbox", 2))
                .as("Accept, and this")
                .contains(signed.toString());
        assertThat(rig.sent).noneMatch(request -> request.fields().contains(CollectionSynchronization.FIELD));
    }

    @Test
    void j19_what_the_bringer_may_have_added_does_not_go_on_as_alices() {
        String extended = with(signed, "_misskey_content", "\"bought\"").toString();

        assertThat(passedOn(extended).status()).isEqualTo(202);
        assertThat(entry().received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | \"Ed25519Signature2018\"",
                "creator | \"https://n.example/actor#main-key\"",
                "creator | \"https://m.example/users/mallory#main-key\"",
                "creator | \"https://m.example/users/alice#old-key\"",
                "creator | [\"https://m.example/users/alice#main-key\"]",
                "created | null",
                "created | \"2026-11-21T08:59:00Z\"",
                "expires | \"2026-11-21T08:59:59Z\"",
                "expires | \"tomorrow\"",
                "nonce | \"added\"",
                "domain | \"added.example\"",
                "signatureValue | \"AAAA\"",
            })
    void j11_refuses_what_a_changed_signature_came_with(String member, String value) {
        JsonObject changed = with(
                signed,
                "signature",
                with(signed.getJsonObject("signature"), member, value).toString());

        refused(passedOn(changed.toString()));
    }

    @Test
    void j11_refuses_several_signatures_and_none() {
        String two = with(signed, "signature", "[" + signed.get("signature") + "," + signed.get("signature") + "]")
                .toString();

        refused(passedOn(two));
        refused(passedOn(JsonText.object(signed).remove("signature").build().toString()));
    }

    @Test
    void j11_refuses_the_signature_of_another_account_of_the_same_server() {
        refused(passedOn(signedBy(MALLORY, MALLORY.keyId()).toString()));
    }

    @Test
    void j11_asks_for_no_key_of_a_creator_elsewhere() {
        refused(passedOn(
                signedBy(OTHER_RELAY, "https://far.example/users/x#main-key").toString()));

        assertThat(rig.fetches()).noneMatch(fetch -> fetch.contains("far.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"http://127.0.0.1/context\"",
                "[\"https://www.w3.org/ns/activitystreams\", \"https://far.example/context\"]",
                "{\"@version\": 2}",
                "[[[]]]",
                "7",
                "{\"a\": {\"@id\": \"b:c\"}, \"b\": {\"@id\": \"a:c\"}}",
                "null",
            })
    void j18_a_context_that_cannot_be_processed_is_no_error_of_ours_and_fetched_from_nowhere(String context) {
        String changed = with(signed, "@context", context).toString();

        refused(passedOn(changed));
        assertThat(rig.send(ALICE.post(changed, RelayRig.NOW)).status()).isEqualTo(202);
        assertThat(entry().received()).isEmpty();
        assertThat(rig.fetches()).noneMatch(fetch -> fetch.contains("context"));
    }

    @Test
    void j18_the_request_of_alice_herself_counts_although_the_documents_signature_is_broken() {
        String broken = with(signed, "published", "\"2026-11-21T08:00:00Z\"").toString();

        refused(passedOn(broken));
        assertThat(rig.send(ALICE.post(broken, RelayRig.NOW)).status()).isEqualTo(202);
        assertThat(entry().received()).isEmpty();
    }

    @Test
    void j17_alices_signature_does_not_make_her_the_author_of_what_she_embeds() {
        JsonObject note = with(
                with(signed.getJsonObject("object"), "id", "\"https://far.example/1\""),
                "attributedTo",
                "\"https://far.example/users/victim\"");
        String forged = sign(with(with(signed, "object", note.toString()), "signature", "null"), ALICE, ALICE.keyId())
                .toString();

        WebResponse response = passedOn(forged);

        assertThat(response.status()).isBetween(400, 499);
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    private WebResponse passedOn(String json) {
        return rig.send(OTHER_RELAY.post(json, RelayRig.NOW));
    }

    private void refused(WebResponse response) {
        assertThat(response.body().text()).contains("\"error\":\"signer_not_actor\"");
        assertThat(response.status()).isEqualTo(401);
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    private LogEntry entry() {
        List<LogEntry> entries = rig.store.log().read(before, 10, 1 << 20);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private JsonObject signedBy(Peer peer, String keyId) {
        return sign(json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
                 "id": "https://m.example/1/activity", "type": "Create", "actor": "https://m.example/users/alice",
                 "to": ["https://www.w3.org/ns/activitystreams#Public"],
                 "object": {"id": "https://m.example/1", "type": "Note", "content": "hello",
                  "attributedTo": "https://m.example/users/alice"}}"""), peer, keyId);
    }

    private JsonObject sign(JsonObject activity, Peer peer, String keyId) {
        return signatures.sign(
                activity, new SigningKey(keyId, peer.keys().getPrivate()), RelayRig.NOW.minus(Duration.ofMinutes(2)));
    }

    private static JsonObject with(JsonObject object, String member, String value) {
        JsonValue read = json("{\"value\": " + value + "}").get("value");
        return JsonText.object(object).add(member, read).build();
    }

    private static JsonObject json(String text) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(text))).object();
    }
}
