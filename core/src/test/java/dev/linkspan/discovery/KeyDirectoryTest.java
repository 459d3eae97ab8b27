package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.Fetched;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {

    private static final String ACTOR = "https://m.example/users/a";
    private static final String KEY_ID = ACTOR + "#main-key";
    private static KeyPair pair;
    private static KeyPair otherPair;

    private final Map<String, Fetched> web = new HashMap<>();
    private final List<String> fetches = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
    private final Store store = Store.inMemory();
    private final KeyDirectory keys = directory(store);

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        otherPair = generator.generateKeyPair();
    }

    @Test
    void finds_the_key_of_an_actor_by_its_fragment_and_remembers_it() {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));

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
        assertThat(fetches).containsExactly(ACTOR);
    }

    @Test
    void takes_the_bare_actor_as_the_id_of_its_one_key() {
        // PeerTube signs with the actor's id itself.
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));

        assertThat(keys.resolve(ACTOR, Freshness.CACHED)).isInstanceOf(Found.class);
    }

    @Test
    void takes_a_stub_actor_at_a_path_of_its_own_once_the_actor_lists_the_key() {
        // GoToSocial: https://d/users/x/main-key shows a stub of the actor with the key in it.
        String keyId = ACTOR + "/main-key";
        serve(
                keyId,
                "{\"id\":\"" + ACTOR + "\",\"type\":\"Person\",\"preferredUsername\":\"a\",\"publicKey\":"
                        + key(keyId, ACTOR, pair) + "}");
        serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair)));

        assertThat(keys.resolve(keyId, Freshness.CACHED))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.key().controller()).isEqualTo(ACTOR));
        assertThat(fetches).containsExactly(keyId, ACTOR);
    }

    @Test
    void takes_a_key_document_with_an_owner_once_the_owner_lists_it() {
        String keyId = "https://m.example/keys/1";
        serve(keyId, key(keyId, ACTOR, pair));
        serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair)));

        assertThat(keys.resolve(keyId, Freshness.CACHED)).isInstanceOf(Found.class);
    }

    @Test
    void refuses_a_key_document_that_only_claims_its_owner() {
        // S-07: the document says that the victim owns the key; the victim's actor does not.
        String keyId = "https://evil.example/key";
        serve(keyId, key(keyId, ACTOR, otherPair));
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));

        assertThat(keys.resolve(keyId, Freshness.CACHED)).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(Reason.INVALID);
            assertThat(missing.detail()).contains("does not list");
        });
    }

    @Test
    void refuses_a_foreign_document_that_poses_as_the_actor() {
        String keyId = "https://evil.example/actor#main-key";
        serve("https://evil.example/actor", actor(ACTOR, key(keyId, ACTOR, otherPair)));
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));

        assertThat(reason(keys.resolve(keyId, Freshness.CACHED))).isEqualTo(Reason.INVALID);
    }

    @Test
    void takes_the_actors_word_for_the_key_material() {
        // The key document shows another key than the actor lists under the same id.
        String keyId = "https://m.example/keys/1";
        serve(keyId, key(keyId, ACTOR, otherPair));
        serve(ACTOR, actor(ACTOR, key(keyId, ACTOR, pair)));

        assertThat(keys.resolve(keyId, Freshness.CACHED))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.key().key()).isEqualTo(pair.getPublic()));
    }

    @Test
    void refuses_an_owner_that_is_somebody_else() {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, "https://m.example/users/b", pair)));

        assertThat(reason(keys.resolve(KEY_ID, Freshness.CACHED))).isEqualTo(Reason.INVALID);
    }

    @Test
    void refuses_weak_and_malformed_keys_in_words() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, generator.generateKeyPair())));
        serve(
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
        assertThat(fetches).isEmpty();
    }

    @Test
    void tells_gone_from_missing_from_unreachable() {
        web.put("https://gone.example/a", new Fetched.Refused(410, "410"));
        web.put("https://none.example/a", new Fetched.Refused(404, "404"));
        web.put("https://sick.example/a", new Fetched.Refused(502, "502"));
        web.put("https://down.example/a", new Fetched.Unreachable(Exchange.Failure.TIMEOUT, "timed out"));

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
        web.put(ACTOR, new Fetched.Refused(404, "404"));

        keys.resolve(KEY_ID, Freshness.CACHED);
        keys.resolve(KEY_ID, Freshness.FRESH);
        keys.resolve(KEY_ID, Freshness.CACHED);
        assertThat(fetches).hasSize(1);

        later(Duration.ofMinutes(6));
        keys.resolve(KEY_ID, Freshness.CACHED);
        assertThat(fetches).hasSize(2);
    }

    @Test
    void believes_a_server_that_was_set_up_anew_right_after_its_old_key_was_learned() {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));
        keys.resolve(KEY_ID, Freshness.CACHED);
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair)));

        assertThat(keys.resolve(KEY_ID, Freshness.FRESH))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.key().key()).isEqualTo(otherPair.getPublic()));
        assertThat(fetches).hasSize(2);
    }

    @Test
    void fetches_a_key_again_for_failing_signatures_once_a_minute_at_most() {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));
        keys.resolve(KEY_ID, Freshness.CACHED);
        keys.resolve(KEY_ID, Freshness.FRESH);
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, otherPair)));

        later(Duration.ofSeconds(59));
        keys.resolve(KEY_ID, Freshness.FRESH);
        assertThat(fetches).hasSize(2);
        later(Duration.ofSeconds(2));

        assertThat(keys.resolve(KEY_ID, Freshness.FRESH))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.key().key()).isEqualTo(otherPair.getPublic()));
        assertThat(fetches).hasSize(3);
    }

    @Test
    void forgets_a_key_after_a_day() {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));
        keys.resolve(KEY_ID, Freshness.CACHED);

        later(Duration.ofHours(25));
        keys.resolve(KEY_ID, Freshness.CACHED);

        assertThat(fetches).hasSize(2);
    }

    @Test
    void knows_keys_after_a_restart_without_a_fetch() {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));
        keys.resolve(KEY_ID, Freshness.CACHED);

        KeyDirectory restarted = directory(store);

        assertThat(restarted.resolve(KEY_ID, Freshness.CACHED)).isInstanceOf(Found.class);
        assertThat(fetches).hasSize(1);
    }

    @Test
    void stops_fetching_from_a_host_that_names_ever_new_keys() {
        for (int i = 0; i < 500; i++) {
            web.put("https://flood.example/" + i, new Fetched.Refused(404, "404"));
            keys.resolve("https://flood.example/" + i + "#k", Freshness.CACHED);
        }

        assertThat(fetches).hasSize(100);
        assertThat(reason(keys.resolve("https://flood.example/x#k", Freshness.CACHED)))
                .isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void asks_once_however_many_wait() throws Exception {
        serve(ACTOR, actor(ACTOR, key(KEY_ID, ACTOR, pair)));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<URI> seen = new ArrayList<>();
        KeyDirectory slow = new KeyDirectory(
                store,
                uri -> {
                    seen.add(uri);
                    asked.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return web.get(uri.toString());
                },
                Authority.of("https://relay.example").orElseThrow(),
                VerificationPolicy.FEDIVERSE,
                now::get);
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

    private KeyDirectory directory(Store on) {
        return new KeyDirectory(
                on,
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

    private static Reason reason(KeyResolution resolution) {
        assertThat(resolution).isInstanceOf(Missing.class);
        return ((Missing) resolution).reason();
    }

    private static String detail(KeyResolution resolution) {
        return ((Missing) resolution).detail();
    }

    private static String actor(String id, String key) {
        return "{\"id\":\"" + id + "\",\"type\":\"Person\",\"inbox\":\"" + id + "/inbox\",\"publicKey\":" + key + "}";
    }

    private static String key(String id, String owner, KeyPair pair) {
        return "{\"id\":\"" + id + "\",\"type\":\"Key\",\"owner\":\"" + owner + "\",\"publicKeyPem\":\""
                + PemKeys.write(pair.getPublic()).replace("\n", "\\n") + "\"}";
    }
}
