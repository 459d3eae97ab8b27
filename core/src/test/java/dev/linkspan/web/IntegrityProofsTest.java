package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.federation.ActorKeys;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Sent;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LdVerdict;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.proof.ProofVerdict;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is public bears a proof instead of a signature, if the application says so.
 *
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8b32/fep-8b32.md">FEP-8b32</a>
 */
class IntegrityProofsTest {

    private static final String ALICE = "https://one.example/users/alice";

    private final InProcessNetwork network = new InProcessNetwork();
    private final List<FederationRig> rigs = new ArrayList<>();
    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());

    @AfterEach
    void stop() {
        rigs.forEach(FederationRig::close);
        network.close();
    }

    private LocalAccount alice(UnaryOperator<FederationBuilder> settings) {
        FederationRig rig = new FederationRig(
                network,
                "one.example",
                builder ->
                        settings.apply(builder.actor("alice", Person.builder().build())));
        rigs.add(rig);
        return rig.federation.account("alice");
    }

    private LocalAccount proving() {
        return alice(settings -> settings.integrityProofs(true));
    }

    @Test
    void what_is_public_bears_a_proof_by_the_key_that_the_actors_document_shows() throws Exception {
        JsonObject sent = proving().send(post("Hello", Public.URI)).activity().json();

        JsonObject shown = get(ALICE).getJsonArray("assertionMethod").getJsonObject(0);
        assertThat(shown.getString("id")).isEqualTo(ALICE + "#ed25519-key");
        assertThat(shown.getString("type")).isEqualTo("Multikey");
        assertThat(shown.getString("controller")).isEqualTo(ALICE);
        assertThat(shown.getString("publicKeyMultibase")).startsWith("z6Mk");
        JsonObject proof = sent.getJsonObject("proof");
        assertThat(proof.getString("type")).isEqualTo("DataIntegrityProof");
        assertThat(proof.getString("cryptosuite")).isEqualTo("eddsa-jcs-2022");
        assertThat(proof.getString("verificationMethod")).isEqualTo(ALICE + "#ed25519-key");
        assertThat(proof.getString("proofPurpose")).isEqualTo("assertionMethod");
        assertThat(proven(sent)).isInstanceOf(ProofVerdict.Valid.class);
    }

    /** Mastodon before 4.7 believes no signature over a document that bears a proof: it loses or refuses named graphs. */
    @Test
    void nothing_bears_both() throws Exception {
        JsonObject proven = proving().send(post("Hello", Public.URI)).activity().json();
        assertThat(proven).doesNotContainKey("signature");
        // Fedify and Mastodon take the contexts as they are.
        assertThat(proven.get("@context"))
                .isEqualTo(proven.getJsonObject("proof").get("@context"));

        JsonObject signed = alice(settings -> settings)
                .send(post("Hello", Public.URI))
                .activity()
                .json();
        assertThat(signed).doesNotContainKey("proof");
        assertThat(signed(signed))
                .isInstanceOfSatisfying(
                        LdVerdict.Valid.class,
                        valid -> assertThat(valid.uncovered()).isEmpty());
    }

    @Test
    void what_bears_a_proof_of_the_applications_own_gets_no_signature_beside_it() {
        JsonObject proof = JsonText.object().add("type", "DataIntegrityProof").build();
        Activity outside = Activity.of(
                post("Hello", Public.URI).toBuilder().set("proof", proof).build());
        Activity within = Create.builder()
                .object(note("Hello", Public.URI).toBuilder()
                        .set("proof", proof)
                        .build())
                .to(Public.URI)
                .build();
        LocalAccount alice = alice(settings -> settings);

        for (Activity activity : List.of(outside, within)) {
            assertThat(alice.send(activity).activity().json()).doesNotContainKey("signature");
        }
    }

    @Test
    void neither_holds_when_a_word_was_changed() throws Exception {
        JsonObject proven = proving().send(post("Hello", Public.URI)).activity().json();
        assertThat(proven(changed(proven))).isInstanceOf(ProofVerdict.Invalid.class);

        JsonObject signed = alice(settings -> settings)
                .send(post("Hello", Public.URI))
                .activity()
                .json();
        assertThat(signed(changed(signed))).isInstanceOf(LdVerdict.Invalid.class);
    }

    private static JsonObject changed(JsonObject sent) {
        JsonObject object = JsonText.object(sent.getJsonObject("object"))
                .add("content", "Bye")
                .build();
        return JsonText.object(sent).add("object", object).build();
    }

    @Test
    void what_is_not_public_bears_none() {
        JsonObject sent =
                proving().send(post("Hello", ALICE + "/followers")).activity().json();

        assertThat(sent).doesNotContainKeys("proof", "signature");
    }

    @Test
    void no_key_for_proofs_is_made_or_shown_unless_there_are_proofs() {
        LocalAccount alice = alice(settings -> settings);
        alice.send(post("Hello", Public.URI));

        assertThat(get(ALICE)).doesNotContainKey("assertionMethod");
        assertThat(rigs.getFirst().store.values().find("actor-key alice")).isPresent();
        assertThat(rigs.getFirst().store.values().find("actor-proof-key alice")).isEmpty();
    }

    @Test
    void an_application_may_have_neither() {
        JsonObject sent = alice(settings -> settings.documentSignatures(false))
                .send(post("Hello", Public.URI))
                .activity()
                .json();

        assertThat(sent).doesNotContainKeys("proof", "signature");
    }

    @Test
    void an_application_with_keys_of_its_own_needs_none_for_proofs() throws Exception {
        KeyPair rsa = KeyPairs.rsa2048();
        ActorKeys own = handle -> rsa;

        JsonObject sent = alice(settings -> settings.keys(own).integrityProofs(true))
                .send(post("Hello", Public.URI))
                .activity()
                .json();

        assertThat(sent).doesNotContainKey("proof");
        assertThat(signed(sent)).isInstanceOf(LdVerdict.Valid.class);
        assertThat(get(ALICE)).doesNotContainKey("assertionMethod");
    }

    @Test
    void a_store_from_before_there_were_proofs_gets_a_key_and_keeps_it() {
        Store store = Store.inMemory();
        ActorKeys keys = ActorKeys.storedIn(store.values());
        PublicKey rsa = keys.of("alice").getPublic();
        assertThat(store.values().find("actor-proof-key alice")).isEmpty();

        String first = keyOf(store);

        assertThat(keyOf(store)).isEqualTo(first);
        assertThat(ActorKeys.storedIn(store.values()).of("alice").getPublic()).isEqualTo(rsa);
    }

    private String keyOf(Store store) {
        try (Federation federation = Federation.builder()
                .origin("https://one.example")
                .store(store)
                .transport(network)
                .integrityProofs(true)
                .actor("alice", Person.builder().build())
                .build()) {
            network.put("one.example", new FederationWeb(federation));
            return get(ALICE).getJsonArray("assertionMethod").getJsonObject(0).getString("publicKeyMultibase");
        }
    }

    @Test
    void what_the_outbox_shows_after_an_update_holds_as_well() throws Exception {
        assertThat(proven(shownAfterAnUpdate(proving()))).isInstanceOf(ProofVerdict.Valid.class);
        assertThat(signed(shownAfterAnUpdate(alice(settings -> settings)))).isInstanceOf(LdVerdict.Valid.class);
    }

    private JsonObject shownAfterAnUpdate(LocalAccount alice) {
        Sent sent = alice.send(post("a slip", Public.URI));
        alice.send(dev.linkspan.vocab.Update.builder()
                .object(note("mended", Public.URI))
                .to(Public.URI)
                .build());

        JsonObject shown =
                get(ALICE + "/outbox?page=first").getJsonArray("orderedItems").getJsonObject(0);

        assertThat(shown.getString("id")).isEqualTo(sent.id());
        assertThat(shown.getJsonObject("object").getString("content")).isEqualTo("mended");
        return shown;
    }

    private ProofVerdict proven(JsonObject document) throws Exception {
        String multibase =
                get(ALICE).getJsonArray("assertionMethod").getJsonObject(0).getString("publicKeyMultibase");
        return proofs.verify(document, Multikeys.read(multibase), Instant.now());
    }

    private LdVerdict signed(JsonObject document) throws Exception {
        String pem = get(ALICE).getJsonObject("publicKey").getString("publicKeyPem");
        return signatures.verify(document, PemKeys.readPublic(pem), Instant.now());
    }

    private static Note note(String content, String to) {
        return Note.builder()
                .id("https://one.example/notes/1")
                .attributedTo(ALICE)
                .content(content)
                .to(to)
                .build();
    }

    private static Activity post(String content, String to) {
        return Create.builder().object(note(content, to)).to(to).build();
    }

    private JsonObject get(String url) {
        Exchange.Answered answer = network.get(url, "application/activity+json");
        assertThat(answer.status()).as(url).isEqualTo(200);
        return ((JsonText.Result.Document) JsonText.parse(answer.body())).object();
    }
}
