package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.proof.ProofOptions;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Activities that one server passes on for another's author: only the document itself can show who made them. Numbers in
 * names are those of reference/attacks.md, group J.
 */
class SuppliedByOthersTest {

    private static final Peer SUPPLIER = Peer.at("https://other-relay.example/actor");
    private static final String AUTHOR = "https://origin.example/users/bob";
    private static final String MULTIKEY = AUTHOR + "#ed25519-key";
    private static final Peer RSA = Peer.at(AUTHOR);
    private static final KeyPair ED25519 = KeyPairs.ed25519();
    private static final Instant CREATED = RelayRig.NOW.minusSeconds(60);

    private final RelayRig rig = new RelayRig();
    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());

    @BeforeEach
    void subscribe() {
        rig.subscribed(SUPPLIER);
        rig.serve(AUTHOR, author(multikey(MULTIKEY, AUTHOR, ED25519)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_signed_document_is_passed_on_byte_for_byte() {
        JsonObject signed = signatures.sign(create("1"), rsaKey(), CREATED);

        assertThat(send(signed).status()).isEqualTo(202);

        assertThat(last().received().orElseThrow().text()).isEqualTo(signed.toString());
        assertThat(audience().publicStyle()).isEqualTo(Form.RECEIVED);
    }

    @Test
    void a_document_that_is_proven_only_is_announced() {
        JsonObject proven = proofs.sign(create("1"), edKey(), CREATED);

        assertThat(send(proven).status()).isEqualTo(202);

        // Most servers do not check proofs, and would drop the bytes.
        assertThat(last().received()).isEmpty();
        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
        assertThat(announced()).isEqualTo("https://origin.example/notes/1");
    }

    @Test
    void a_document_with_both_is_announced() {
        JsonObject both = signatures.sign(proofs.sign(create("1"), edKey(), CREATED), rsaKey(), CREATED);

        assertThat(send(both).status()).isEqualTo(202);

        // Mastodon before 4.7 would drop the bytes: it believes no signature over a named graph.
        assertThat(last().received()).isEmpty();
        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
        assertThat(announced()).isEqualTo("https://origin.example/notes/1");
    }

    @Test
    void a_signed_document_is_announced_if_what_is_embedded_bears_a_proof() {
        JsonObject plain = create("1");
        JsonObject note = proofs.sign(plain.getJsonObject("object"), edKey(), CREATED);

        assertThat(send(signatures.sign(with(plain, "object", note), rsaKey(), CREATED))
                        .status())
                .isEqualTo(202);

        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
    }

    @Test
    void an_update_and_a_delete_with_both_are_treated_as_unsigned() {
        sendWithBoth(create("1"));
        JsonObject update = with(with(create("1"), "type", Json.createValue("Update")), "id", id("update"));
        JsonObject delete = with(
                with(with(create("1"), "type", Json.createValue("Delete")), "id", id("delete")),
                "object",
                Json.createValue("https://origin.example/notes/1"));
        long before = rig.store.log().end();

        assertThat(sendWithBoth(update).status()).isEqualTo(202);
        assertThat(rig.store.log().end()).isEqualTo(before);
        assertThat(sendWithBoth(delete).status()).isEqualTo(202);

        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
        assertThat(own().types()).containsExactly("Undo");
    }

    @Test
    void j11_a_signature_by_another_expired_or_of_another_form_admits_nothing() {
        Peer mallory = new Peer("https://origin.example/users/mallory", KeyPairs.rsa2048());
        rig.knows(mallory);
        JsonObject signed = signatures.sign(create("1"), rsaKey(), CREATED);
        JsonObject signature = signed.getJsonObject("signature");
        JsonObject expired = signatures.sign(
                create("1"), rsaKey(), ProofOptions.createdAt(CREATED).expiringAt(RelayRig.NOW));
        SigningKey another = new SigningKey(mallory.keyId(), mallory.keys().getPrivate());

        assertThat(refused(send(signatures.sign(create("1"), another, CREATED))))
                .contains("its key belongs to " + mallory.actor());
        assertThat(refused(send(expired))).contains("has expired");
        assertThat(refused(send(withSignature(signed, "creator", "https://evil.example/u#main-key"))))
                .contains("it is by https://evil.example/u#main-key");
        assertThat(refused(send(withSignature(signed, "creator", AUTHOR + "#unlisted"))))
                .contains("does not list");
        assertThat(refused(send(withSignature(signed, "type", "RsaSignature2018"))))
                .contains("RsaSignature2018");
        assertThat(refused(send(withSignature(signed, "created", "")))).contains("malformed");
        assertThat(refused(send(with(
                        signed,
                        "signature",
                        Json.createArrayBuilder().add(signature).build()))))
                .contains("malformed");
        assertThat(rig.fetches()).doesNotContain("GET https://evil.example/u");
    }

    @Test
    void j16_a_did_key_that_the_actor_lists_proves() {
        String method = DidKeys.verificationMethod(ED25519.getPublic());
        rig.serve(AUTHOR, author("\"assertionMethod\":[\"" + method + "\"]"));

        JsonObject proven = proofs.sign(create("1"), new SigningKey(method, ED25519.getPrivate()), CREATED);

        assertThat(send(proven).status()).isEqualTo(202);
        assertThat(announced()).isEqualTo("https://origin.example/notes/1");
        assertThat(rig.fetches()).containsOnly("GET " + AUTHOR);
    }

    @Test
    void j16_a_did_key_that_the_actor_does_not_list_proves_nothing() {
        // The very material that the actor lists under its own id: the id is what it lists.
        String method = DidKeys.verificationMethod(ED25519.getPublic());
        KeyPair own = KeyPairs.ed25519();
        String mallory = DidKeys.verificationMethod(own.getPublic());

        JsonObject sameKey = proofs.sign(create("1"), new SigningKey(method, ED25519.getPrivate()), CREATED);
        JsonObject otherKey = proofs.sign(create("2"), new SigningKey(mallory, own.getPrivate()), CREATED);

        assertThat(refused(send(sameKey))).contains("does not list the key did:key:");
        assertThat(refused(send(otherKey))).contains("does not list the key did:key:");
        assertThat(rig.fetches()).containsExactly("GET " + AUTHOR);
    }

    @Test
    void j16_a_did_key_of_the_supplier_proves_nothing_of_the_author() {
        String method = DidKeys.verificationMethod(ED25519.getPublic());
        rig.serve(AUTHOR, author("\"assertionMethod\":[]"));
        rig.serve(
                SUPPLIER.actor(),
                SUPPLIER.document().replace("\"publicKey\"", "\"assertionMethod\":\"" + method + "\",\"publicKey\""));

        JsonObject forged = proofs.sign(create("1"), new SigningKey(method, ED25519.getPrivate()), CREATED);

        assertThat(refused(send(forged))).contains(AUTHOR + " does not list the key did:key:");
    }

    @Test
    void j16_a_did_key_makes_no_linked_data_signature() {
        String method = DidKeys.verificationMethod(RSA.keys().getPublic());
        rig.serve(AUTHOR, author("\"assertionMethod\":[\"" + method + "\"]"));

        JsonObject signed =
                signatures.sign(create("1"), new SigningKey(method, RSA.keys().getPrivate()), CREATED);

        assertThat(refused(send(signed))).contains("its signature: it is by did:key:");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void j16_an_activity_of_a_portable_actor_is_refused_whatever_its_proof() {
        // FEP-ef61: ids whose authority is a DID; we do not take them, so no proof has to match one.
        String did = "did:key:" + Multikeys.write(ED25519.getPublic());
        JsonObject portable = with(
                with(create("1"), "actor", Json.createValue("ap://" + did + "/actor")),
                "id",
                Json.createValue("ap://" + did + "/activities/1"));
        SigningKey key = new SigningKey(did, ED25519.getPrivate());

        WebResponse response = send(proofs.sign(portable, key, CREATED));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("malformed_activity");
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void j18_a_broken_signature_leaves_the_word_to_the_proof() {
        JsonObject both = signatures.sign(proofs.sign(create("1"), edKey(), CREATED), rsaKey(), CREATED);
        JsonObject signature = both.getJsonObject("signature");
        for (JsonValue broken : List.of(
                with(signature, "created", Json.createValue("2026-01-01T00:00:00Z")),
                with(signature, "type", Json.createValue("Ed25519Signature2018")),
                with(signature, "creator", Json.createValue("https://evil.example/#main-key")),
                Json.createArrayBuilder().add(signature).build(),
                JsonValue.NULL)) {
            long before = rig.store.log().end();

            WebResponse response = send(with(both, "signature", broken));

            assertThat(response.status()).isEqualTo(202);
            assertThat(rig.store.log().end()).isBetween(before, before + 1); // the same object once
        }
        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
        assertThat(rig.fetches()).doesNotContain("GET https://evil.example/");
    }

    @Test
    void j18_a_document_whose_context_nobody_knows_is_judged_by_its_proof() {
        JsonObject unknown = with(
                create("1"),
                "@context",
                Json.createArrayBuilder()
                        .add("https://www.w3.org/ns/activitystreams")
                        .add("https://unknown.example/context")
                        .build());

        assertThat(send(proofs.sign(unknown, edKey(), CREATED)).status()).isEqualTo(202);

        assertThat(rig.fetches()).containsOnly("GET " + AUTHOR);
    }

    @Test
    void j18_what_its_actor_sends_itself_needs_neither() {
        rig.subscribed(Peer.at("https://origin.example/actor"));
        JsonObject both = signatures.sign(proofs.sign(create("1"), edKey(), CREATED), rsaKey(), CREATED);
        JsonObject broken = with(both, "published", Json.createValue("2026-01-01T00:00:00Z"));

        assertThat(rig.send(RSA.post(broken.toString(), RelayRig.NOW)).status()).isEqualTo(202);

        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
    }

    @Test
    void j14_a_changed_or_expired_proof_admits_nothing() {
        JsonObject proven = proofs.sign(create("1"), edKey(), CREATED);
        JsonObject changed = with(
                proven,
                "proof",
                with(proven.getJsonObject("proof"), "expires", Json.createValue("2099-01-01T00:00:00Z")));
        JsonObject expired = proofs.sign(
                create("1"), edKey(), ProofOptions.createdAt(CREATED).expiringAt(RelayRig.NOW));

        assertThat(refused(send(with(proven, "published", Json.createValue("2026-01-01T00:00:00Z")))))
                .contains("does not fit document and key");
        assertThat(refused(send(changed))).contains("does not fit document and key");
        assertThat(refused(send(expired))).contains("has expired");
    }

    @Test
    void j14_one_broken_proof_of_the_actor_spoils_the_set_and_an_unknown_suite_does_not() {
        JsonObject proven = proofs.sign(create("1"), edKey(), CREATED);
        JsonObject proof = proven.getJsonObject("proof");
        JsonObject broken = with(proof, "created", Json.createValue("2026-01-01T00:00:00Z"));
        JsonObject unknown = with(proof, "cryptosuite", Json.createValue("mldsa44-jcs-2024"));
        JsonObject foreign =
                with(proof, "verificationMethod", Json.createValue("https://evil.example/users/x#ed25519-key"));

        assertThat(refused(send(withProofs(proven, proof, broken)))).contains("does not fit document and key");
        assertThat(refused(send(withProofs(proven, unknown)))).contains("mldsa44-jcs-2024");
        assertThat(send(withProofs(proven, unknown, foreign, proof)).status()).isEqualTo(202);
        assertThat(rig.fetches()).containsOnly("GET " + AUTHOR);
    }

    @Test
    void j15_the_key_of_another_actor_proves_nothing() {
        String mallory = "https://origin.example/users/mallory";
        rig.serve(mallory, actor(mallory, multikey(mallory + "#k", mallory, ED25519)));

        JsonObject forged = proofs.sign(create("1"), new SigningKey(mallory + "#k", ED25519.getPrivate()), CREATED);

        assertThat(refused(send(forged))).contains("its key belongs to " + mallory);
    }

    @Test
    void j15_a_key_whose_controller_is_another_proves_nothing() {
        rig.serve(AUTHOR, author(multikey(MULTIKEY, "https://origin.example/users/mallory", ED25519)));

        refused(send(proofs.sign(create("1"), edKey(), CREATED)));
    }

    @Test
    void j15_a_key_that_the_actor_does_not_list_under_assertion_method_proves_nothing() {
        rig.serve(AUTHOR, actor(AUTHOR, "\"publicKey\":" + pemKey()));

        assertThat(refused(send(proofs.sign(create("1"), edKey(), CREATED)))).contains("under assertionMethod");
    }

    @Test
    void j15_a_key_that_the_actor_lists_under_assertion_method_by_its_id_proves() {
        String byId = ",\"assertionMethod\":[\"" + MULTIKEY + "\"]";
        rig.serve(AUTHOR, actor(AUTHOR, "\"publicKey\":" + pemKey() + byId));

        assertThat(send(proofs.sign(create("1"), edKey(), CREATED)).status()).isEqualTo(202);
    }

    @Test
    void j15_neither_another_did_nor_another_servers_key_is_asked_for() {
        for (String method : List.of("did:web:evil.example", "https://evil.example/users/bob#ed25519-key")) {
            JsonObject forged = proofs.sign(create("1"), new SigningKey(method, ED25519.getPrivate()), CREATED);

            assertThat(refused(send(forged))).contains("it is by " + method);
        }
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void j17_the_proof_of_an_activity_does_not_vouch_for_a_foreign_object_in_it() {
        JsonObject stolen = Json.createObjectBuilder()
                .add("id", "https://victim.example/notes/1")
                .add("type", "Note")
                .add("attributedTo", "https://victim.example/users/v")
                .build();
        JsonObject attributed =
                with(create("1").getJsonObject("object"), "attributedTo", Json.createValue("https://victim.example/v"));

        for (JsonObject object : List.of(stolen, attributed)) {
            WebResponse response = send(proofs.sign(with(create("1"), "object", object), edKey(), CREATED));

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body().text()).contains("origin_mismatch");
        }
    }

    @Test
    void a_proof_on_the_object_does_not_prove_the_activity() {
        JsonObject activity = create("1");
        JsonObject inner = proofs.sign(activity.getJsonObject("object"), edKey(), CREATED);

        assertThat(refused(send(with(activity, "object", inner))))
                .contains("its proof: the document has no proof member");
    }

    @Test
    void a_proven_update_goes_nowhere_and_a_proven_delete_takes_our_announce_back() {
        send(proofs.sign(create("1"), edKey(), CREATED));
        JsonObject update = with(with(create("1"), "type", Json.createValue("Update")), "id", id("update"));
        JsonObject delete = with(
                with(with(create("1"), "type", Json.createValue("Delete")), "id", id("delete")),
                "object",
                Json.createValue("https://origin.example/notes/1"));
        long before = rig.store.log().end();

        assertThat(send(proofs.sign(update, edKey(), CREATED)).status()).isEqualTo(202);
        assertThat(rig.store.log().end()).isEqualTo(before);
        assertThat(send(proofs.sign(delete, edKey(), CREATED)).status()).isEqualTo(202);

        assertThat(audience().publicStyle()).isEqualTo(Form.OWN);
        assertThat(own().types()).containsExactly("Undo");
    }

    @Test
    void nobody_subscribes_another_by_a_proof() {
        JsonObject follow = Json.createObjectBuilder()
                .add("@context", "https://www.w3.org/ns/activitystreams")
                .add("id", "https://origin.example/follow")
                .add("type", "Follow")
                .add("actor", AUTHOR)
                .add("object", "https://www.w3.org/ns/activitystreams#Public")
                .build();

        assertThat(refused(send(proofs.sign(follow, edKey(), CREATED)))).contains("must be signed by " + AUTHOR);
    }

    @Test
    void a_key_whose_server_is_away_gets_503() {
        rig.web.put(AUTHOR, new Exchange.Failed(Exchange.Failure.TIMEOUT, "no answer within 10 s"));

        WebResponse response = send(proofs.sign(create("1"), edKey(), CREATED));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body().text()).contains("key_unavailable");
    }

    @Test
    void a_document_is_not_believed_by_an_old_key_when_the_supplier_may_not_make_us_fetch() {
        // Both keys are known for more than a day; the supplier's was asked for again, then its requests failed too
        // often.
        send(signatures.sign(create("1"), rsaKey(), CREATED));
        rig.later(Duration.ofHours(25));
        rig.send(SUPPLIER.post(like(), rig.now.get()));
        WebResponse failed = WebResponse.empty(401);
        for (int i = 0; i < 300 && failed.status() != 429; i++) {
            failed = rig.send(SUPPLIER.post(like(), rig.now.get(), "https://other-relay.example/nobody/" + i + "#key"));
        }
        assertThat(failed.status()).isEqualTo(429);
        rig.requests.clear();

        for (JsonObject document :
                List.of(signatures.sign(create("2"), rsaKey(), CREATED), proofs.sign(create("3"), edKey(), CREATED))) {
            WebResponse response = rig.send(SUPPLIER.post(document.toString(), rig.now.get()));

            assertThat(response.body().text()).contains("key_unavailable");
        }
        assertThat(rig.fetches()).isEmpty();
        rig.later(Duration.ofMinutes(1));
        assertThat(rig.send(SUPPLIER.post(
                                signatures.sign(create("2"), rsaKey(), CREATED).toString(), rig.now.get()))
                        .status())
                .isEqualTo(202);
    }

    private WebResponse send(JsonObject activity) {
        return rig.send(SUPPLIER.post(activity.toString(), RelayRig.NOW));
    }

    private WebResponse sendWithBoth(JsonObject activity) {
        return send(signatures.sign(proofs.sign(activity, edKey(), CREATED), rsaKey(), CREATED));
    }

    private static String refused(WebResponse response) {
        String body = response.body().text();
        assertThat(response.status()).as(body).isEqualTo(401);
        assertThat(body).contains("signer_not_actor");
        return body;
    }

    private LogEntry last() {
        return rig.store.log().at(rig.store.log().end()).orElseThrow();
    }

    private Audience.Subscribers audience() {
        return (Audience.Subscribers) last().audience();
    }

    private AsObject own() {
        Body own = last().own().orElseThrow();
        return AsObject.of(((JsonText.Result.Document) JsonText.parse(own)).object());
    }

    private String announced() {
        return own().string("object").orElseThrow();
    }

    private static SigningKey rsaKey() {
        return new SigningKey(RSA.keyId(), RSA.keys().getPrivate());
    }

    private static SigningKey edKey() {
        return new SigningKey(MULTIKEY, ED25519.getPrivate());
    }

    private static String author(String assertionMethod) {
        return RSA.document().replace("\"publicKey\"", assertionMethod + ",\"publicKey\"");
    }

    private static String actor(String id, String keys) {
        return "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + id
                + "\",\"type\":\"Person\",\"inbox\":\"" + id + "/inbox\"," + keys + "}";
    }

    private static String pemKey() {
        return "{\"id\":\"" + MULTIKEY + "\",\"owner\":\"" + AUTHOR + "\",\"publicKeyPem\":\""
                + PemKeys.write(ED25519.getPublic()).replace("\n", "\\n") + "\"}";
    }

    private static String multikey(String id, String controller, KeyPair pair) {
        return "\"assertionMethod\":[{\"id\":\"" + id + "\",\"type\":\"Multikey\",\"controller\":\"" + controller
                + "\",\"publicKeyMultibase\":\"" + Multikeys.write(pair.getPublic()) + "\"}]";
    }

    private static JsonObject create(String name) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of("""
                        {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",\
                        "https://w3id.org/security/data-integrity/v1"],\
                        "id":"https://origin.example/notes/%s/activity","type":"Create",\
                        "actor":"https://origin.example/users/bob",\
                        "to":["https://www.w3.org/ns/activitystreams#Public"],\
                        "object":{"id":"https://origin.example/notes/%s","type":"Note",\
                        "attributedTo":"https://origin.example/users/bob","content":"hello"}}""".formatted(name, name)))).object();
    }

    private static String like() {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://other-relay.example/like",\
                "type":"Like","actor":"https://other-relay.example/actor","object":"https://far.example/1"}""";
    }

    private static JsonValue id(String name) {
        return Json.createValue("https://origin.example/notes/1/" + name);
    }

    private static JsonObject withSignature(JsonObject document, String member, String value) {
        return with(document, "signature", with(document.getJsonObject("signature"), member, Json.createValue(value)));
    }

    private static JsonObject withProofs(JsonObject document, JsonObject... proofs) {
        return with(document, "proof", Json.createArrayBuilder(List.of(proofs)).build());
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }
}
