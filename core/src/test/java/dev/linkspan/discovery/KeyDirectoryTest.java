package dev.linkspan.discovery;

import static dev.linkspan.discovery.MapWeb.actor;
import static dev.linkspan.discovery.MapWeb.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.Fetched;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {

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

    @Test
    void finds_the_key_of_an_actor_by_its_fragment_and_remembers_it() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));

        KeyResolution first = keys.resolve(KEY_ID, Freshness.CACHED);
        KeyResolution second = keys.resolve(KEY_ID, Freshness.CACHED);

        assertThat(first).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.key().controller()).isEqualTo(ACTOR);
            assertThat(found.key().key()).isEqualTo(pair.getPublic());
            assertThat(found.fresh()).isTrue();
        });
        assertThat(second)
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.fresh()).isFalse());
        assertThat(web.fetches).containsExactly(ACTOR);
    }

    @Test
    void takes_the_bare_actor_as_the_id_of_its_one_key() {
        // PeerTube signs with the actor's id itself.
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));

        assertThat(keys.resolve(ACTOR, Freshness.CACHED)).isInstanceOf(Found.class);
    }

    @Test
    void takes_a_stub_actor_at_a_path_of_its_own_once_the_actor_lists_the_key() {
        // GoToSocial: https://d/users/x/main-key shows a stub of the actor with the key in it.
        String keyId = ACTOR + "/main-key";
        web.serve(
                keyId,
                "{\"id\":\"" + ACTOR + "\",\"type\":\"Person\",\"preferredUsername\":\"a\",\"publicKey\":"
                        + key(keyId, ACTOR, pair.getPublic()) + "}");
        web.serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair.getPublic())));

        assertThat(keys.resolve(keyId, Freshness.CACHED))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.key().controller()).isEqualTo(ACTOR));
        assertThat(web.fetches).containsExactly(keyId, ACTOR);
    }

    @Test
    void takes_a_key_document_with_an_owner_once_the_owner_lists_it() {
        String keyId = "https://m.example/keys/1";
        web.serve(keyId, key(keyId, ACTOR, pair.getPublic()));
        web.serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair.getPublic())));

        assertThat(keys.resolve(keyId, Freshness.CACHED)).isInstanceOf(Found.class);
    }

    @Test
    void refuses_a_key_document_that_only_claims_its_owner() {
        // S-07: the document says that the victim owns the key; the victim's actor does not.
        String keyId = "https://evil.example/key";
        web.serve(keyId, key(keyId, ACTOR, otherPair.getPublic()));
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));

        assertThat(keys.resolve(keyId, Freshness.CACHED)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("does not list");
        });
    }

    @Test
    void refuses_a_foreign_document_that_poses_as_the_actor() {
        String keyId = "https://evil.example/actor#main-key";
        web.serve("https://evil.example/actor", actor(ACTOR, key(keyId, ACTOR, otherPair.getPublic())));
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));

        assertThat(reason(keys.resolve(keyId, Freshness.CACHED))).isEqualTo(Reason.INVALID);
    }

    @Test
    void takes_the_actors_word_for_the_key_material() {
        // The key document shows another key than the actor lists under the same id.
        String keyId = "https://m.example/keys/1";
        web.serve(keyId, key(keyId, ACTOR, otherPair.getPublic()));
        web.serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair.getPublic())));

        assertThat(keys.resolve(keyId, Freshness.CACHED))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.key().key()).isEqualTo(pair.getPublic()));
    }

    @Test
    void refuses_an_owner_that_is_somebody_else() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, "https://m.example/users/b", pair.getPublic())));

        assertThat(reason(keys.resolve(KEY_ID, Freshness.CACHED))).isEqualTo(Reason.INVALID);
    }

    @Test
    void refuses_weak_and_malformed_keys_in_words() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        web.serve(
                ACTOR,
                actor(ACTOR, key(KEY_ID, ACTOR, generator.generateKeyPair().getPublic())));
        web.serve(
                "https://m.example/users/b",
                actor(
                        "https://m.example/users/b",
                        "{\"id\":\"https://m.example/users/b#k\",\"owner\":\"https://m.example/users/b\",\"publicKeyPem\":\"x\"}"));

        assertThat(detail(keys.resolve(KEY_ID, Freshness.CACHED))).contains("1024 bits");
        assertThat(reason(keys.resolve("https://m.example/users/b#k", Freshness.CACHED)))
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void refuses_what_is_not_http_or_our_own_or_blocked_without_a_fetch() {
        store.domainRules().put(new DomainRule("blocked.example", Kind.BLOCK, "spam"));

        assertThat(reason(keys.resolve("acct:a@m.example", Freshness.CACHED))).isEqualTo(Reason.INVALID);
        assertThat(reason(keys.resolve("did:key:z6Mk", Freshness.CACHED))).isEqualTo(Reason.INVALID);
        assertThat(reason(keys.resolve("https://relay.example/actor#main-key", Freshness.CACHED)))
                .isEqualTo(Reason.INVALID);
        assertThat(reason(keys.resolve("https://sub.blocked.example/a#k", Freshness.CACHED)))
                .isEqualTo(Reason.BLOCKED);
        assertThat(web.fetches).isEmpty();
    }

    @Test
    void tells_gone_from_missing_from_unreachable() {
        web.refuse("https://gone.example/a", 410);
        web.refuse("https://none.example/a", 404);
        web.refuse("https://sick.example/a", 502);
        web.answer("https://down.example/a", new Fetched.Unreachable(Exchange.Failure.TIMEOUT, "timed out"));

        assertThat(reason(keys.resolve("https://gone.example/a#k", Freshness.CACHED)))
                .isEqualTo(Reason.GONE);
        assertThat(reason(keys.resolve("https://none.example/a#k", Freshness.CACHED)))
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(reason(keys.resolve("https://sick.example/a#k", Freshness.CACHED)))
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(reason(keys.resolve("https://down.example/a#k", Freshness.CACHED)))
                .isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void remembers_a_failure_for_a_while_so_that_nobody_drives_our_fetches() {
        web.refuse(ACTOR, 404);

        keys.resolve(KEY_ID, Freshness.CACHED);
        keys.resolve(KEY_ID, Freshness.FRESH);
        keys.resolve(KEY_ID, Freshness.CACHED);
        assertThat(web.fetches).hasSize(1);

        web.later(Duration.ofMinutes(6));
        keys.resolve(KEY_ID, Freshness.CACHED);
        assertThat(web.fetches).hasSize(2);
    }

    @Test
    void believes_a_server_that_was_set_up_anew_right_after_its_old_key_was_learned() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair.getPublic())));

        assertThat(keys.resolve(KEY_ID, Freshness.FRESH))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.key().key()).isEqualTo(otherPair.getPublic()));
        assertThat(web.fetches).hasSize(2);
    }

    @Test
    void fetches_a_key_again_for_failing_signatures_once_a_minute_at_most() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);
        keys.resolve(KEY_ID, Freshness.FRESH);
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair.getPublic())));

        web.later(Duration.ofSeconds(59));
        keys.resolve(KEY_ID, Freshness.FRESH);
        assertThat(web.fetches).hasSize(2);
        web.later(Duration.ofSeconds(2));

        assertThat(keys.resolve(KEY_ID, Freshness.FRESH))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.key().key()).isEqualTo(otherPair.getPublic()));
        assertThat(web.fetches).hasSize(3);
    }

    @Test
    void forgets_a_key_after_a_day() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);

        web.later(Duration.ofHours(25));
        keys.resolve(KEY_ID, Freshness.CACHED);

        assertThat(web.fetches).hasSize(2);
    }

    @Test
    void knows_keys_after_a_restart_without_a_fetch() {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        keys.resolve(KEY_ID, Freshness.CACHED);

        KeyDirectory restarted = web.directory(store);

        assertThat(restarted.resolve(KEY_ID, Freshness.CACHED)).isInstanceOf(Found.class);
        assertThat(web.fetches).hasSize(1);
    }

    @Test
    void stops_fetching_from_a_host_that_names_ever_new_keys() {
        for (int i = 0; i < 500; i++) {
            web.refuse("https://flood.example/" + i, 404);
            keys.resolve("https://flood.example/" + i + "#k", Freshness.CACHED);
        }

        assertThat(web.fetches).hasSize(100);
        assertThat(reason(keys.resolve("https://flood.example/x#k", Freshness.CACHED)))
                .isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void asks_once_however_many_wait() throws Exception {
        web.serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair.getPublic())));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<URI> seen = new ArrayList<>();
        KeyDirectory slow = web.directory(store, uri -> {
            seen.add(uri);
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return web.page(uri);
        });
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(Thread.startVirtualThread(() -> slow.resolve(KEY_ID, Freshness.CACHED)));
        }
        asked.await();
        answer.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(seen).hasSize(1);
    }

    private static Reason reason(KeyResolution resolution) {
        assertThat(resolution).isInstanceOf(Missing.class);
        return ((Missing) resolution).reason();
    }

    private static String detail(KeyResolution resolution) {
        return ((Missing) resolution).detail();
    }
}
