package dev.linkspan.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Ref;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final RelayIdentity R = RelayFixture.R;
    private static final String FIRST_ID = "https://relay.example/actor#main-key";
    private static final Duration WEEK = Duration.ofDays(7);
    private static final KeyPair PAIR = KeyPairs.rsa2048();

    private final AtomicReference<Instant> now = new AtomicReference<>(RelayFixture.NOW);
    private final Store store = new RelayFixture().subscribed("m.example", Style.PUBLIC).store;
    private final MemoryKeyRing storage = new MemoryKeyRing(KeyRing.of(PAIR, RelayFixture.NOW));

    /** How far each server has come; the beginning if nothing is said. */
    private final Map<String, Long> past = new HashMap<>();

    private Run run = new Run();

    /** What runs between two restarts. */
    private final class Run {
        final RelayKeys keys = new RelayKeys(
                R, storage, storage.load(), (server, offset) -> past.getOrDefault(server, 0L) >= offset, now::get);
        final RelayDocuments documents = new RelayDocuments(
                R,
                RelayPolicy.defaults(),
                new RelayProfile("Relay", "A relay.", "1"),
                store.subscriptions(),
                keys::ring,
                now::get);
        final KeyRotation rotation =
                new KeyRotation(R, keys, documents, store.log(), now::get, RandomGenerator.of("L64X128MixRandom"));
    }

    @Test
    void a_relay_with_one_key_shows_it_as_it_always_did() {
        JsonObject actor = run.documents.actor();

        assertThat(actor.getJsonObject("publicKey").getString("id")).isEqualTo(FIRST_ID);
        assertThat(actor.getJsonObject("publicKey").getString("publicKeyPem"))
                .isEqualTo(PemKeys.write(PAIR.getPublic()));
        assertThat(actor).doesNotContainKey("assertionMethod");
        assertThat(actor.getJsonArray("@context")).hasSize(3);
    }

    @Test
    void a_new_key_has_an_id_of_its_own_and_the_old_one_stays_listed() {
        KeyRing ring = run.rotation.rotate(WEEK);

        JsonObject actor = run.documents.actor();
        JsonObject shown = actor.getJsonObject("publicKey");
        assertThat(shown.getString("id")).matches("https://relay\\.example/actor#key-[0-9a-f]{16}");
        assertThat(shown.getString("owner")).isEqualTo(R.actor());
        assertThat(shown.getString("publicKeyPem"))
                .isEqualTo(PemKeys.write(ring.current().pair().getPublic()))
                .isNotEqualTo(PemKeys.write(PAIR.getPublic()));
        // FEP-521a
        JsonObject old = actor.getJsonArray("assertionMethod").getJsonObject(0);
        assertThat(old.getString("id")).isEqualTo(FIRST_ID);
        assertThat(old.getString("type")).isEqualTo("Multikey");
        assertThat(old.getString("controller")).isEqualTo(R.actor());
        assertThat(old.getString("publicKeyMultibase")).isEqualTo(Multikeys.write(PAIR.getPublic()));
        assertThat(actor.getJsonArray("assertionMethod")).hasSize(1);
    }

    @Test
    void all_subscribers_are_told_by_an_update_that_shows_the_actor() {
        run.rotation.rotate(WEEK);

        LogEntry entry = onlyEntry();
        AsObject update = RelayFixture.own(entry);
        assertThat(update.is("Update")).isTrue();
        assertThat(update.ref("actor")).isEqualTo(new Ref.Link<>(R.actor()));
        assertThat(update.ids("to")).containsExactly("https://www.w3.org/ns/activitystreams#Public");
        assertThat(update.json().getJsonObject("object")).isEqualTo(run.documents.actor());
        assertThat(entry.audience()).isEqualTo(new Audience.Subscribers(Form.OWN, Form.OWN, Set.of()));
        assertThat(entry.orderKey()).isEqualTo(NewEntry.ALONE);
        assertThat(store.log().own(update.id().orElseThrow())).isPresent();
    }

    @Test
    void the_new_key_signs_for_a_server_once_it_has_dealt_with_the_update() {
        run.rotation.rotate(WEEK);
        String newId = run.keys.ring().current().id(R);

        assertThat(keyIdFor("m.example")).isEqualTo(FIRST_ID);
        past.put("m.example", onlyEntry().offset());

        assertThat(keyIdFor("m.example")).isEqualTo(newId);
        assertThat(keyIdFor("behind.example")).isEqualTo(FIRST_ID);
    }

    @Test
    void a_server_that_refuses_one_key_is_tried_with_the_other() {
        run.rotation.rotate(WEEK);
        String newId = run.keys.ring().current().id(R);

        // It looked our actor up before the Update came, and knows only the new key.
        run.keys.refused("m.example", run.keys.forServer("m.example"));
        assertThat(keyIdFor("m.example")).isEqualTo(newId);
        assertThat(keyIdFor("other.example")).isEqualTo(FIRST_ID);
        // It was something else.
        run.keys.refused("m.example", run.keys.forServer("m.example"));
        assertThat(keyIdFor("m.example")).isEqualTo(FIRST_ID);

        past.put("m.example", onlyEntry().offset());
        assertThat(keyIdFor("m.example")).isEqualTo(newId);
    }

    // S-27
    @Test
    void the_old_key_is_gone_after_the_overlap() {
        run.rotation.rotate(WEEK);
        String newId = run.keys.ring().current().id(R);

        now.set(RelayFixture.NOW.plus(WEEK).minusSeconds(1));
        run.keys.forgetExpired();
        assertThat(run.documents.actor()).containsKey("assertionMethod");
        assertThat(keyIdFor("behind.example")).isEqualTo(FIRST_ID);

        now.set(RelayFixture.NOW.plus(WEEK));
        assertThat(run.documents.actor()).doesNotContainKey("assertionMethod");
        assertThat(keyIdFor("behind.example")).isEqualTo(newId);
        run.keys.forgetExpired();
        assertThat(storage.load().retired()).isEmpty();
        assertThat(run.documents.actor().toString()).doesNotContain("main-key");
    }

    @Test
    void a_second_rotation_within_the_overlap_leads_each_server_from_key_to_key() {
        run.rotation.rotate(WEEK);
        String secondId = run.keys.ring().current().id(R);
        long first = onlyEntry().offset();
        now.set(RelayFixture.NOW.plus(Duration.ofDays(1)));
        run.rotation.rotate(WEEK);
        String thirdId = run.keys.ring().current().id(R);

        past.put("between.example", first);
        past.put("done.example", store.log().end());

        assertThat(keyIdFor("behind.example")).isEqualTo(FIRST_ID);
        assertThat(keyIdFor("between.example")).isEqualTo(secondId);
        assertThat(keyIdFor("done.example")).isEqualTo(thirdId);
        assertThat(run.documents.actor().getJsonArray("assertionMethod")).hasSize(2);
    }

    @Test
    void keys_do_not_pile_up() {
        for (int i = 0; i < 3; i++) {
            run.rotation.rotate(WEEK);
        }

        assertThatThrownBy(() -> run.rotation.rotate(WEEK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-11-28");
        now.set(RelayFixture.NOW.plus(WEEK));
        assertThat(run.rotation.rotate(WEEK).retired()).hasSize(1);
    }

    @Test
    void goes_on_where_it_was_killed_before_the_update_was_written() {
        // Exactly what the first of the three steps leaves.
        ActorKey key = ActorKey.fresh(RelayFixture.NOW);
        storage.save(storage.load()
                .announcing(new KeyRing.Announced(
                        key, WEEK, R.activity("update-1"), store.log().end())));
        KeyRing announced = storage.load();

        restart();
        run.rotation.resume();

        finished(announced);
    }

    @Test
    void goes_on_where_it_was_killed_before_the_first_save() {
        storage.failingAfter(0);
        assertThatThrownBy(() -> run.rotation.rotate(WEEK)).hasMessage("killed");

        restart();
        run.rotation.resume();

        assertThat(run.keys.ring()).isEqualTo(KeyRing.of(PAIR, RelayFixture.NOW));
        assertThat(store.log().end()).isZero();
    }

    @Test
    void does_not_tell_twice_after_being_killed_between_the_update_and_the_last_save() {
        storage.failingAfter(1);
        KeyRing announced = killedWhileRotating();
        long told = store.log().end();
        assertThat(told).isEqualTo(1);

        restart();
        // Until it has gone on, the old key signs, and the document shows the new one already.
        assertThat(keyIdFor("m.example")).isEqualTo(FIRST_ID);
        assertThat(run.documents.actor().getJsonObject("publicKey").getString("id"))
                .isEqualTo(announced.shown().id(R));
        run.rotation.resume();

        finished(announced);
        assertThat(store.log().end()).isEqualTo(told);
        assertThat(run.keys.ring().retired().getFirst().replacedAt()).isEqualTo(told);
    }

    @Test
    void refuses_overlaps_that_make_no_sense() {
        for (Duration overlap : List.of(Duration.ZERO, Duration.ofSeconds(59), Duration.ofDays(91))) {
            assertThatThrownBy(() -> run.rotation.rotate(overlap))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: 1 minute to 90 days");
        }
    }

    @Test
    void a_fixed_key_is_not_replaced() {
        KeyRingStorage fixed = KeyRingStorage.fixed(PAIR);
        RelayKeys keys = new RelayKeys(R, fixed, fixed.load(), (server, offset) -> true, now::get);

        assertThatThrownBy(() -> keys.replace(keys.ring(), fixed.load()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fixed");
    }

    @Test
    void a_key_for_proofs_is_listed_beside_the_others() {
        KeyPair ed25519 = KeyPairs.ed25519();
        run.keys.replace(run.keys.ring(), run.keys.ring().withProof(new ActorKey("proofs", ed25519, RelayFixture.NOW)));

        JsonObject method =
                run.documents.actor().getJsonArray("assertionMethod").getJsonObject(0);

        assertThat(method.getString("id")).isEqualTo("https://relay.example/actor#proofs");
        assertThat(method.getString("publicKeyMultibase")).startsWith("z6Mk");
    }

    @Test
    void refuses_keys_that_servers_cannot_read() {
        assertThatThrownBy(() -> KeyRing.of(KeyPairs.ed25519(), RelayFixture.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: RSA with at least 2048 bits");
    }

    @Test
    void texts_show_no_private_key() {
        run.rotation.rotate(WEEK);

        String text = run.keys.ring().toString();

        assertThat(text)
                .contains("main-key", "SHA256:")
                .doesNotContain("modulus")
                .hasSizeLessThan(500);
    }

    private KeyRing killedWhileRotating() {
        assertThatThrownBy(() -> run.rotation.rotate(WEEK)).hasMessage("killed");
        return storage.load();
    }

    private void restart() {
        storage.healed();
        run = new Run();
    }

    private void finished(KeyRing announced) {
        KeyRing ring = run.keys.ring();
        assertThat(ring).isEqualTo(storage.load());
        assertThat(ring.next()).isEmpty();
        assertThat(ring.current()).isEqualTo(announced.shown());
        assertThat(ring.retired()).hasSize(1);
        assertThat(onlyEntry().activityId())
                .isEqualTo(announced.next().orElseThrow().updateId());
    }

    private String keyIdFor(String server) {
        return run.keys.forServer(server).keyId();
    }

    private LogEntry onlyEntry() {
        List<LogEntry> log = store.log().read(0, 10, Long.MAX_VALUE);
        assertThat(log).hasSize(1);
        return log.getFirst();
    }
}
