package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Fetched;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Group S of reference/attacks.md, the part about keys; the numbers stand at the tests. */
class KeyAttackTest {

    private static final String ACTOR = "https://m.example/users/a";
    private static final String KEY_ID = ACTOR + "#main-key";

    private static KeyPair pair;
    private static KeyPair otherPair;

    private final Map<String, Fetched> web = new HashMap<>();
    private final List<String> fetches = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
    private final Store store = Store.inMemory();
    private final KeyDirectory keys = directory();

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        otherPair = generator.generateKeyPair();
    }

    // S-08
    @Test
    void refuses_a_key_document_with_another_id_and_remembers_it_under_neither() {
        String asked = "https://m.example/keys/asked";
        String shown = "https://m.example/keys/shown";
        serve(asked, key(shown, ACTOR, pair.getPublic()));
        serve(ACTOR, actor(key(shown, ACTOR, pair.getPublic())));

        assertThat(keys.resolve(asked, Freshness.CACHED)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("no key of that id");
        });
        assertThat(keys.isKnown(asked)).isFalse();
        assertThat(keys.isKnown(shown)).isFalse();
    }

    // S-08
    @Test
    void refuses_an_actor_that_lists_only_another_key() {
        serve(ACTOR, actor(key(ACTOR + "#other", ACTOR, pair.getPublic())));

        assertThat(keys.resolve(KEY_ID, Freshness.CACHED))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.detail()).contains("does not list the key"));
        assertThat(keys.isKnown(KEY_ID)).isFalse();
        assertThat(keys.isKnown(ACTOR + "#other")).isFalse();
    }

    // S-25
    @Test
    void tells_the_answers_of_a_key_host_apart() {
        Map<Integer, Reason> reasons = Map.of(
                404, Reason.NOT_FOUND,
                410, Reason.GONE,
                500, Reason.UNAVAILABLE,
                502, Reason.UNAVAILABLE,
                503, Reason.UNAVAILABLE,
                429, Reason.UNAVAILABLE);

        reasons.forEach((status, reason) -> {
            web.put("https://m.example/" + status, new Fetched.Refused(status, "status " + status));

            assertThat(keys.resolve("https://m.example/" + status + "#k", Freshness.CACHED))
                    .isInstanceOfSatisfying(
                            Missing.class,
                            missing -> assertThat(missing.reason()).isEqualTo(reason));
        });
    }

    // S-27
    @Test
    void forgets_an_old_key_even_if_nobody_uses_the_new_one() {
        serve(ACTOR, actor(key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        serve(ACTOR, actor(key(KEY_ID, ACTOR, otherPair.getPublic())));

        assertThat(found(keys.resolve(KEY_ID, Freshness.CACHED))).isEqualTo(pair.getPublic());
        later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(found(keys.resolve(KEY_ID, Freshness.CACHED))).isEqualTo(otherPair.getPublic());
    }

    // S-27
    @Test
    void does_not_revive_an_old_key_by_a_restart() {
        serve(ACTOR, actor(key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        serve(ACTOR, actor(key(KEY_ID, ACTOR, otherPair.getPublic())));
        later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(found(directory().resolve(KEY_ID, Freshness.CACHED))).isEqualTo(otherPair.getPublic());
    }

    // S-27
    @Test
    void does_not_fall_back_to_an_old_key_while_its_host_is_away() {
        serve(ACTOR, actor(key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.put(ACTOR, new Fetched.Refused(503, "503"));
        later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(keys.resolve(KEY_ID, Freshness.CACHED)).isInstanceOf(Missing.class);
    }

    // S-27
    @Test
    void an_old_key_deletes_no_account_that_is_still_there() {
        serve(ACTOR, actor(key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        serve(ACTOR, actor(key(ACTOR + "#key-2", ACTOR, otherPair.getPublic())));
        later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(ofTheDeleted(KEY_ID)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("does not list the key");
        });

        serve(ACTOR, actor(key(KEY_ID, ACTOR, otherPair.getPublic())));
        later(Duration.ofMinutes(6));
        assertThat(found(ofTheDeleted(KEY_ID))).isEqualTo(otherPair.getPublic());
    }

    // S-27
    @Test
    void an_old_key_deletes_an_account_only_if_its_server_says_that_it_is_gone() {
        Map<Integer, Boolean> gone = Map.of(410, true, 404, true, 403, false, 400, false, 200, false, 503, false);

        gone.forEach((status, isGone) -> {
            String actor = "https://m.example/users/" + status;
            serve(actor, actor(key(KEY_ID, ACTOR, pair.getPublic())).replace(ACTOR, actor));
            keys.resolve(actor + "#main-key", Freshness.CACHED);
            web.put(actor, new Fetched.Refused(status, "status " + status));
        });
        later(KeyDirectory.MAX_AGE.plusSeconds(1));
        fetches.clear();

        gone.forEach((status, isGone) -> {
            String keyId = "https://m.example/users/" + status + "#main-key";
            assertThat(ofTheDeleted(keyId) instanceof Found).as("%d", status).isEqualTo(isGone);
            assertThat(ofTheDeleted(keyId) instanceof Found).as("%d", status).isEqualTo(isGone);
        });
        assertThat(fetches).hasSize(gone.size()); // the answer is remembered
    }

    // S-27
    @Test
    void a_key_document_that_is_gone_does_not_mean_that_the_account_is() {
        String keyId = ACTOR + "/main-key";
        String stub = "{\"id\":\"" + ACTOR + "\",\"publicKey\":" + key(keyId, ACTOR, pair.getPublic()) + "}";
        serve(keyId, stub);
        serve(ACTOR, actor(key(keyId, ACTOR, pair.getPublic())));
        assertThat(keys.resolve(keyId, Freshness.CACHED)).isInstanceOf(Found.class);
        later(KeyDirectory.MAX_AGE.plusSeconds(1));

        web.put(keyId, new Fetched.Refused(404, "404"));
        assertThat(ofTheDeleted(keyId)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("its actor " + ACTOR + " is not");
        });

        web.put(ACTOR, new Fetched.Refused(410, "410"));
        later(Duration.ofMinutes(6));
        assertThat(found(ofTheDeleted(keyId))).isEqualTo(pair.getPublic());
    }

    // S-27, Q-13
    @Test
    void the_deletion_of_an_account_costs_no_fetch_if_its_key_is_young_or_was_never_seen() {
        serve(ACTOR, actor(key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        fetches.clear();

        assertThat(found(ofTheDeleted(KEY_ID))).isEqualTo(pair.getPublic());
        assertThat(ofTheDeleted(ACTOR + "#never"))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Reason.GONE));
        assertThat(fetches).isEmpty();
    }

    private KeyResolution ofTheDeleted(String keyId) {
        return keys.ofTheDeleted().resolve(keyId, Freshness.CACHED);
    }

    // S-28
    @Test
    void refuses_key_ids_that_lead_nowhere_without_a_fetch() {
        for (String keyId : List.of(
                "/users/a#main-key",
                "main-key",
                "#main-key",
                "",
                "file:///etc/passwd",
                "data:application/activity+json,{}",
                "javascript:alert(1)",
                "https://",
                "https:///users/a",
                "https://user:password@m.example/users/a#main-key")) {
            assertThat(keys.resolve(keyId, Freshness.CACHED)).as(keyId).isInstanceOf(Missing.class);
        }
        assertThat(fetches).isEmpty();
    }

    private KeyDirectory directory() {
        return new KeyDirectory(
                store,
                uri -> {
                    fetches.add(uri.toString());
                    return web.getOrDefault(uri.toString(), new Fetched.Refused(404, "nothing here"));
                },
                Authority.of("https://relay.example").orElseThrow(),
                VerificationPolicy.FEDIVERSE,
                now::get);
    }

    private void serve(String url, String document) {
        web.put(url, new Fetched.Document(URI.create(url), Body.of(document)));
    }

    private void later(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    private static PublicKey found(KeyResolution resolution) {
        assertThat(resolution).isInstanceOf(Found.class);
        return ((Found) resolution).key().publicKey().orElseThrow();
    }

    private static String actor(String key) {
        return """
                {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"%s",\
                "type":"Person","inbox":"%s/inbox","publicKey":%s}""".formatted(ACTOR, ACTOR, key);
    }

    private static String key(String id, String owner, PublicKey key) {
        return """
                {"id":"%s","owner":"%s","publicKeyPem":"%s"}""".formatted(id, owner, PemKeys.write(key).replace("\n", "\\n"));
    }
}
