package dev.linkspan.discovery;

import static dev.linkspan.discovery.MapWeb.actor;
import static dev.linkspan.discovery.MapWeb.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.store.Store;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Group S of reference/attacks.md, the part about keys; the numbers stand at the tests. */
class KeyAttackTest {

    private static final String ACTOR = "https://m.example/users/a";
    private static final String KEY_ID = ACTOR + "#main-key";

    private static KeyPair pair;
    private static KeyPair otherPair;

    private final MapWeb web = new MapWeb();
    private final Store store = Store.inMemory();
    private final KeyDirectory keys = web.directory(store);

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
        web.serve(asked, key(shown, ACTOR, pair.getPublic()));
        web.serve(ACTOR, actor(ACTOR, key(shown, ACTOR, pair.getPublic())));

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
        web.serve(ACTOR, actor(ACTOR, key(ACTOR + "#other", ACTOR, pair.getPublic())));

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
            web.refuse("https://m.example/" + status, status);

            assertThat(keys.resolve("https://m.example/" + status + "#k", Freshness.CACHED))
                    .isInstanceOfSatisfying(
                            Missing.class,
                            missing -> assertThat(missing.reason()).isEqualTo(reason));
        });
    }

    // S-27
    @Test
    void forgets_an_old_key_even_if_nobody_uses_the_new_one() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair.getPublic())));

        assertThat(found(keys.resolve(KEY_ID, Freshness.CACHED))).isEqualTo(pair.getPublic());
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(found(keys.resolve(KEY_ID, Freshness.CACHED))).isEqualTo(otherPair.getPublic());
    }

    // S-27
    @Test
    void does_not_revive_an_old_key_by_a_restart() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair.getPublic())));
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(found(web.directory(store).resolve(KEY_ID, Freshness.CACHED)))
                .isEqualTo(otherPair.getPublic());
    }

    // S-27
    @Test
    void does_not_fall_back_to_an_old_key_while_its_host_is_away() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.refuse(ACTOR, 503);
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(keys.resolve(KEY_ID, Freshness.CACHED)).isInstanceOf(Missing.class);
    }

    // S-27
    @Test
    void an_old_key_deletes_no_account_that_is_still_there() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.serve(ACTOR, actor(ACTOR, key(ACTOR + "#key-2", ACTOR, otherPair.getPublic())));
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));

        assertThat(ofTheDeleted(KEY_ID)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("does not list the key");
        });

        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair.getPublic())));
        web.later(Duration.ofMinutes(6));
        assertThat(found(ofTheDeleted(KEY_ID))).isEqualTo(otherPair.getPublic());
    }

    // S-27
    @Test
    void an_old_key_deletes_an_account_only_if_its_server_says_that_it_is_gone() {
        Map<Integer, Boolean> gone = Map.of(410, true, 404, true, 403, false, 400, false, 200, false, 503, false);

        gone.forEach((status, isGone) -> {
            String actor = "https://m.example/users/" + status;
            web.serve(actor, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())).replace(ACTOR, actor));
            keys.resolve(actor + "#main-key", Freshness.CACHED);
            web.refuse(actor, status);
        });
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));
        web.fetches.clear();

        gone.forEach((status, isGone) -> {
            String keyId = "https://m.example/users/" + status + "#main-key";
            assertThat(ofTheDeleted(keyId) instanceof Found).as("%d", status).isEqualTo(isGone);
            assertThat(ofTheDeleted(keyId) instanceof Found).as("%d", status).isEqualTo(isGone);
        });
        assertThat(web.fetches).hasSize(gone.size()); // the answer is remembered
    }

    // S-27
    @Test
    void a_key_document_that_is_gone_does_not_mean_that_the_account_is() {
        String keyId = ACTOR + "/main-key";
        String stub = "{\"id\":\"" + ACTOR + "\",\"publicKey\":" + key(keyId, ACTOR, pair.getPublic()) + "}";
        web.serve(keyId, stub);
        web.serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair.getPublic())));
        assertThat(keys.resolve(keyId, Freshness.CACHED)).isInstanceOf(Found.class);
        web.later(KeyDirectory.MAX_AGE.plusSeconds(1));

        web.refuse(keyId, 404);
        assertThat(ofTheDeleted(keyId)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("its actor " + ACTOR + " is not");
        });

        web.refuse(ACTOR, 410);
        web.later(Duration.ofMinutes(6));
        assertThat(found(ofTheDeleted(keyId))).isEqualTo(pair.getPublic());
    }

    // S-27, Q-13
    @Test
    void the_deletion_of_an_account_costs_no_fetch_if_its_key_is_young_or_was_never_seen() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.fetches.clear();

        assertThat(found(ofTheDeleted(KEY_ID))).isEqualTo(pair.getPublic());
        assertThat(ofTheDeleted(ACTOR + "#never"))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Reason.GONE));
        assertThat(web.fetches).isEmpty();
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
        assertThat(web.fetches).isEmpty();
    }

    private static PublicKey found(KeyResolution resolution) {
        assertThat(resolution).isInstanceOf(Found.class);
        return ((Found) resolution).key().publicKey().orElseThrow();
    }
}
