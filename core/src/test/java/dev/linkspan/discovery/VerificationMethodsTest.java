package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Fetched;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.store.Store;
import java.net.URI;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys in every form in which actors list them (FEP-521a, Controlled Identifiers 1.0). */
class VerificationMethodsTest {

    private static final String ACTOR = "https://m.example/users/a";
    private static final String ED = ACTOR + "#ed25519-key";
    private static final String MAIN = ACTOR + "#main-key";
    private static final KeyPair RSA = KeyPairs.rsa2048();
    private static final KeyPair OTHER_RSA = KeyPairs.rsa2048();
    private static final PublicKey EDDSA = KeyPairs.ed25519().getPublic();

    private final MapWeb web = new MapWeb();
    private final KeyDirectory keys = web.directory(Store.inMemory());

    @Test
    void finds_a_multikey_beside_the_public_key() {
        for (String methods : List.of(multikey(ED, ACTOR, EDDSA), "[" + multikey(ED, ACTOR, EDDSA) + "]")) {
            actor(pem(MAIN, RSA), methods);

            assertThat(found(keys.resolve(ED, Freshness.FRESH))).isEqualTo(EDDSA);
            assertThat(found(keys.resolve(MAIN, Freshness.FRESH))).isEqualTo(RSA.getPublic());
        }
    }

    @Test
    void finds_one_of_several_public_keys() {
        actor("[" + pem(ACTOR + "#old", RSA) + "," + pem(MAIN, OTHER_RSA) + "]", "[]");

        assertThat(found(keys.resolve(MAIN, Freshness.CACHED))).isEqualTo(OTHER_RSA.getPublic());
        assertThat(found(keys.resolve(ACTOR + "#old", Freshness.CACHED))).isEqualTo(RSA.getPublic());
    }

    @Test
    void reads_every_kind_and_base() {
        String p256 = Multikeys.write(KeyPairs.p256().getPublic());
        String p384 = Multikeys.write(KeyPairs.p384().getPublic());
        // FEP-521a's Ed25519 example, in base64url.
        for (String text : List.of(p256, p384, "u7QEub8zjZwHceRSI4NCxdFzB4zpMHJ_MQcY700Pbvglw5g")) {
            actor(pem(MAIN, RSA), multikey(ED, ACTOR, text, ""));

            assertThat(keys.resolve(ED, Freshness.FRESH)).as(text).isInstanceOf(Found.class);
            web.later(Duration.ofMinutes(2));
        }
    }

    @Test
    void fetches_a_method_that_is_listed_by_its_id() {
        String id = "https://m.example/keys/1";
        web.answer(id, document(id, multikey(id, ACTOR, EDDSA)));
        actor(pem(MAIN, RSA), "[\"" + id + "\"]");

        assertThat(found(keys.resolve(id, Freshness.CACHED))).isEqualTo(EDDSA);
        assertThat(web.fetches).containsExactly(id, ACTOR);
    }

    // S-07, J-15
    @Test
    void refuses_a_multikey_that_another_actor_controls() {
        actor(pem(MAIN, RSA), multikey(ED, "https://m.example/users/b", EDDSA));

        assertThat(detail(keys.resolve(ED, Freshness.CACHED)))
                .contains("belongs to")
                .contains("users/b");
    }

    // S-07
    @Test
    void refuses_a_foreign_method_that_the_actor_does_not_list() {
        String id = "https://evil.example/keys/1";
        web.answer(id, document(id, multikey(id, ACTOR, EDDSA)));
        actor(pem(MAIN, RSA), "[]");

        assertThat(detail(keys.resolve(id, Freshness.CACHED))).contains("does not list the key");
    }

    // S-07
    @Test
    void refuses_a_method_whose_owner_and_controller_differ() {
        actor(
                pem(MAIN, RSA),
                multikey(ED, ACTOR, Multikeys.write(EDDSA), ",\"owner\":\"https://evil.example/users/e\""));

        assertThat(detail(keys.resolve(ED, Freshness.CACHED))).contains("does not list the key");
    }

    // S-09
    @Test
    void takes_the_actors_material_for_a_key_whose_own_document_shows_another() {
        String id = "https://m.example/keys/1";
        web.answer(id, document(id, pem(id, OTHER_RSA)));
        actor(pem(id, RSA), "[]");

        assertThat(found(keys.resolve(id, Freshness.CACHED))).isEqualTo(RSA.getPublic());
        // A signature that does not verify with it makes us look once more, and no more than once a minute.
        int before = web.fetches.size();
        keys.resolve(id, Freshness.FRESH);
        keys.resolve(id, Freshness.FRESH);
        assertThat(found(keys.resolve(id, Freshness.FRESH))).isEqualTo(RSA.getPublic());
        assertThat(web.fetches).hasSize(before + 2);
    }

    // S-26
    @Test
    void accepts_a_rotated_key_within_one_fetch_and_under_either_id() {
        actor(pem(MAIN, RSA), "[]");
        keys.resolve(MAIN, Freshness.CACHED);
        String newId = ACTOR + "#key-2";
        actor(pem(newId, OTHER_RSA), multikey(MAIN, ACTOR, RSA.getPublic()));
        web.fetches.clear();

        assertThat(found(keys.resolve(newId, Freshness.CACHED))).isEqualTo(OTHER_RSA.getPublic());
        assertThat(web.fetches).containsExactly(ACTOR);
        // The old one is still listed, so that what it signed on its way still verifies.
        assertThat(found(keys.resolve(MAIN, Freshness.FRESH))).isEqualTo(RSA.getPublic());

        actor(pem(newId, OTHER_RSA), "[]");
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));
        assertThat(detail(keys.resolve(MAIN, Freshness.CACHED))).contains("does not list the key");
    }

    // S-26
    @Test
    void remembers_that_a_key_is_not_listed() {
        actor(pem(MAIN, RSA), "[]");

        for (int i = 0; i < 10; i++) {
            assertThat(keys.resolve(ED, Freshness.FRESH)).isInstanceOf(Missing.class);
        }

        assertThat(web.fetches).containsExactly(ACTOR);
    }

    @Test
    void refuses_a_multikey_that_has_expired_or_was_revoked() {
        for (String end : List.of(
                "\"expires\":\"2026-11-21T09:00:00Z\"",
                "\"revoked\":\"2026-11-20T09:00:00+02:00\"",
                "\"expires\":\"2030-01-01T00:00:00Z\",\"revoked\":\"2026-01-01T00:00:00Z\"",
                "\"expires\":\"soon\"",
                "\"revoked\":true")) {
            actor(pem(MAIN, RSA), multikey(ED, ACTOR, Multikeys.write(EDDSA), "," + end));

            assertThat(detail(keys.resolve(ED, Freshness.FRESH))).as(end).contains("expired or was revoked");
            web.later(Duration.ofMinutes(10));
        }
        actor(pem(MAIN, RSA), multikey(ED, ACTOR, Multikeys.write(EDDSA), ",\"expires\":\"2030-01-01T00:00:00Z\""));
        assertThat(found(keys.resolve(ED, Freshness.FRESH))).isEqualTo(EDDSA);
    }

    // S-28
    @Test
    void a_did_key_speaks_for_itself_without_a_fetch() {
        String did = DidKeys.write(EDDSA);

        for (String id : List.of(did, DidKeys.verificationMethod(EDDSA))) {
            assertThat(keys.resolve(id, Freshness.FRESH)).isInstanceOfSatisfying(Found.class, found -> {
                assertThat(found.key().controller()).isEqualTo(did);
                assertThat(found.key().key()).isEqualTo(EDDSA);
            });
        }
        assertThat(web.fetches).isEmpty();
    }

    // J-15, J-16
    @Test
    void a_did_key_speaks_for_an_actor_that_lists_it() {
        String method = DidKeys.verificationMethod(EDDSA);
        actor(pem(MAIN, RSA), "[\"" + method + "\"]");

        assertThat(proves(method)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.key().controller()).isEqualTo(ACTOR);
            assertThat(found.key().key()).isEqualTo(EDDSA);
        });
        assertThat(detail(proves(DidKeys.write(EDDSA)))).contains("does not list the key");

        String unlisted = DidKeys.verificationMethod(KeyPairs.ed25519().getPublic());
        assertThat(detail(proves(unlisted))).contains("does not list the key");
        assertThat(proves("https://gone.example/a", method)).isInstanceOf(Missing.class);
    }

    // J-16
    @Test
    void a_did_key_speaks_for_an_actor_that_lists_its_did() {
        actor(pem(MAIN, RSA), "\"" + DidKeys.write(EDDSA) + "\"");

        assertThat(proves(DidKeys.verificationMethod(EDDSA))).isInstanceOf(Found.class);
        assertThat(proves(DidKeys.write(EDDSA))).isInstanceOf(Found.class);
    }

    // J-16
    @Test
    void a_did_key_under_public_key_alone_proves_nothing() {
        String method = DidKeys.verificationMethod(EDDSA);
        actor(multikey(method, ACTOR, EDDSA), "[]");

        assertThat(detail(proves(method))).contains("does not list the key");
    }

    // J-16
    @Test
    void a_did_key_that_a_multikey_lists_must_be_the_same_unended_and_the_actors_own() {
        String did = DidKeys.write(EDDSA);
        String method = DidKeys.verificationMethod(EDDSA);
        String material = Multikeys.write(EDDSA);
        for (String listed : List.of(
                multikey(method, ACTOR, material, ",\"revoked\":\"2026-11-20T09:00:00Z\""),
                multikey(method, ACTOR, material, ",\"expires\":\"2026-11-21T09:00:00Z\""),
                multikey(method, ACTOR, KeyPairs.ed25519().getPublic()),
                multikey(method, "https://evil.example/users/e", EDDSA),
                multikey(ED, ACTOR, EDDSA),
                "{\"id\":\"" + method + "\",\"type\":\"Multikey\"}")) {
            actor(pem(MAIN, RSA), listed);
            assertThat(proves(method)).as(listed).isInstanceOf(Missing.class);
            web.later(ActorDirectory.MAX_AGE.plusSeconds(1));
        }
        for (String controller : List.of(ACTOR, did)) {
            actor(pem(MAIN, RSA), multikey(method, controller, material, ",\"expires\":\"2030-01-01T00:00:00Z\""));
            assertThat(proves(method)).as(controller).isInstanceOf(Found.class);
            web.later(ActorDirectory.MAX_AGE.plusSeconds(1));
        }
    }

    // J-16
    @Test
    void an_actor_that_does_not_list_a_key_is_fetched_once_more_and_once_a_minute() {
        String old = DidKeys.verificationMethod(EDDSA);
        PublicKey next = KeyPairs.ed25519().getPublic();
        actor(pem(MAIN, RSA), "[\"" + old + "\"]");
        assertThat(proves(old)).isInstanceOf(Found.class);
        web.later(Duration.ofMinutes(2));
        actor(pem(MAIN, RSA), "[\"" + DidKeys.verificationMethod(next) + "\"]");
        web.fetches.clear();

        assertThat(proves(DidKeys.verificationMethod(next))).isInstanceOf(Found.class);
        assertThat(web.fetches).containsExactly(ACTOR);
        for (int i = 0; i < 10; i++) {
            assertThat(detail(proves(old))).contains("does not list the key");
            assertThat(proves(DidKeys.write(KeyPairs.ed25519().getPublic()))).isInstanceOf(Missing.class);
        }
        assertThat(web.fetches).containsExactly(ACTOR);
        web.later(ActorDirectory.REFETCH_INTERVAL);
        assertThat(proves(old)).isInstanceOf(Missing.class);
        assertThat(proves(old)).isInstanceOf(Missing.class);
        assertThat(web.fetches).containsExactly(ACTOR, ACTOR);
    }

    // J-16
    @Test
    void an_actor_that_no_longer_lists_a_key_is_believed_after_ten_minutes() {
        String method = DidKeys.verificationMethod(EDDSA);
        actor(pem(MAIN, RSA), "[\"" + method + "\"]");
        assertThat(proves(method)).isInstanceOf(Found.class);
        actor(pem(MAIN, RSA), "[]");

        web.later(ActorDirectory.MAX_AGE);
        assertThat(proves(method)).isInstanceOf(Found.class);
        web.later(Duration.ofSeconds(1));
        assertThat(detail(proves(method))).contains("does not list the key");
    }

    // J-16
    @Test
    void an_actor_that_cannot_be_fetched_is_not_asked_again_for_every_key() {
        String actor = "https://gone.example/users/a";
        for (int i = 0; i < 10; i++) {
            assertThat(proves(actor, DidKeys.write(KeyPairs.ed25519().getPublic())))
                    .isInstanceOfSatisfying(
                            Missing.class,
                            missing -> assertThat(missing.reason()).isEqualTo(KeyResolution.Reason.NOT_FOUND));
        }

        assertThat(web.fetches).containsExactly(actor);
    }

    // J-16
    @Test
    void what_is_remembered_knows_a_did_key_without_a_fetch() {
        String method = DidKeys.verificationMethod(EDDSA);
        actor(pem(MAIN, RSA), "[\"" + method + "\"]");
        KeyResolver remembered = keys.assertionsOf(ACTOR, keys.remembered());

        assertThat(remembered.resolve(method, Freshness.CACHED))
                .isInstanceOfSatisfying(
                        Missing.class,
                        missing -> assertThat(missing.reason()).isEqualTo(KeyResolution.Reason.UNAVAILABLE));
        assertThat(web.fetches).isEmpty();
        proves(method);
        web.fetches.clear();

        web.later(Duration.ofMinutes(2));
        assertThat(remembered.resolve(method, Freshness.CACHED)).isInstanceOf(Found.class);
        assertThat(remembered.resolve(DidKeys.write(KeyPairs.ed25519().getPublic()), Freshness.CACHED))
                .isInstanceOf(Missing.class);
        assertThat(web.fetches).isEmpty();
    }

    // J-16
    @Test
    void refuses_did_keys_that_are_none() {
        String other = DidKeys.write(KeyPairs.ed25519().getPublic());
        for (String id : List.of(
                "did:key:",
                "did:key:z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW", // X25519
                DidKeys.write(EDDSA) + "#" + other.substring("did:key:".length()),
                "did:key:z" + "2".repeat(10_000))) {
            assertThat(detail(keys.resolve(id, Freshness.CACHED))).hasSizeLessThan(400);
        }
        assertThat(web.fetches).isEmpty();
    }

    private KeyResolution proves(String keyId) {
        return proves(ACTOR, keyId);
    }

    private KeyResolution proves(String actor, String keyId) {
        return keys.assertionsOf(actor, keys).resolve(keyId, Freshness.CACHED);
    }

    private void actor(String publicKey, String assertionMethod) {
        web.answer(ACTOR, document(ACTOR, """
                {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"%s",\
                "type":"Person","inbox":"%s/inbox","publicKey":%s,"assertionMethod":%s}""".formatted(ACTOR, ACTOR, publicKey, assertionMethod)));
    }

    private static Fetched document(String url, String json) {
        return new Fetched.Document(URI.create(url), Body.of(json));
    }

    private static String pem(String id, KeyPair pair) {
        return """
                {"id":"%s","owner":"%s","publicKeyPem":"%s"}""".formatted(id, ACTOR, PemKeys.write(pair.getPublic()).replace("\n", "\\n"));
    }

    private static String multikey(String id, String controller, PublicKey key) {
        return multikey(id, controller, Multikeys.write(key), "");
    }

    private static String multikey(String id, String controller, String text, String more) {
        return """
                {"id":"%s","type":"Multikey","controller":"%s","publicKeyMultibase":"%s"%s}""".formatted(id, controller, text, more);
    }

    private static PublicKey found(KeyResolution resolution) {
        assertThat(resolution).isInstanceOf(Found.class);
        return ((Found) resolution).key().publicKey().orElseThrow();
    }

    private static String detail(KeyResolution resolution) {
        assertThat(resolution).isInstanceOf(Missing.class);
        return ((Missing) resolution).detail();
    }
}
