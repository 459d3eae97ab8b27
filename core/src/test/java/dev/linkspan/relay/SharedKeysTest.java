package dev.linkspan.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The nodes of one relay have one identity. */
class SharedKeysTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Store store = Store.inMemory();

    /** One node; it hears of changes when the test says so. */
    private final class Node {
        final KeyRingStorage storage = KeyRingStorage.shared(store.values(), () -> RelayFixture.NOW);
        final RelayKeys keys = new RelayKeys(
                RelayFixture.R, storage, storage.load(), (server, offset) -> false, () -> RelayFixture.NOW);
        final KeyRotation rotation = new KeyRotation(
                RelayFixture.R,
                keys,
                new RelayDocuments(
                        RelayFixture.R,
                        RelayPolicy.defaults(),
                        new RelayProfile("Relay", "A relay.", "1"),
                        store.subscriptions(),
                        keys::ring,
                        () -> RelayFixture.NOW),
                store.log(),
                () -> RelayFixture.NOW,
                RandomGenerator.of("L64X128MixRandom"));
    }

    @Test
    void all_nodes_take_the_key_that_was_first() {
        KeyRing first = new Node().keys.ring();

        assertThat(new Node().keys.ring()).isEqualTo(first);
    }

    @Test
    void a_node_that_starts_at_the_same_moment_gives_up_its_own_key() {
        KeyRing theirs = KeyRing.of(KeyPairs.rsa2048(), RelayFixture.NOW);
        KeyRingStorage storage = KeyRingStorage.shared(
                new BeatenValues(
                        store.values(), () -> new KeyRingValues(store.values(), () -> RelayFixture.NOW).save(theirs)),
                () -> RelayFixture.NOW);

        assertThat(storage.load()).isEqualTo(theirs);
    }

    @Test
    void a_rotation_reaches_the_others_whole() {
        Node a = new Node();
        Node b = new Node();
        KeyRing rotated = a.rotation.rotate(WEEK);

        b.keys.reload();

        assertThat(b.keys.ring()).isEqualTo(rotated);
        assertThat(b.keys.ring().retired()).hasSize(1);
        assertThat(store.log().end()).as("one Update").isEqualTo(1);
    }

    @Test
    void of_two_operators_at_two_nodes_one_comes_too_late() {
        Node a = new Node();
        Node b = new Node();
        KeyRing rotated = a.rotation.rotate(WEEK);

        assertThatThrownBy(() -> b.rotation.rotate(WEEK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another node");
        assertThat(b.keys.ring()).isEqualTo(rotated);
        assertThat(new Node().keys.ring()).isEqualTo(rotated);
    }

    @Test
    void a_replacement_that_a_dead_node_began_is_finished_by_another_once() {
        Node a = new Node();
        KeyRing before = a.keys.ring();
        ActorKey next = ActorKey.fresh(RelayFixture.NOW);
        a.keys.replace(
                before, before.announcing(new KeyRing.Announced(next, WEEK, "https://relay.example/activities/1", 0)));
        Node b = new Node();
        Node c = new Node();

        b.rotation.resume();
        c.rotation.resume();
        c.rotation.resume();

        assertThat(b.keys.ring().current()).isEqualTo(next);
        assertThat(c.keys.ring()).isEqualTo(b.keys.ring());
        assertThat(store.log().end()).isEqualTo(1);
    }

    @Test
    void replaces_the_same_keys_that_another_version_wrote_in_other_words() {
        Node a = new Node();
        Optional<Body> stored = store.values().find("key-ring");
        store.values()
                .put("key-ring", stored, Body.of("\n" + stored.orElseThrow().text()));

        KeyRing rotated = a.rotation.rotate(WEEK);

        assertThat(new Node().keys.ring()).isEqualTo(rotated);
    }

    @Test
    void tells_of_changes_of_the_keys_only() throws Exception {
        Node a = new Node();
        int[] heard = new int[1];
        AutoCloseable registration = a.storage.onChange(() -> heard[0]++);

        store.values().put("something else", Optional.empty(), Body.of("x"));
        assertThat(heard[0]).isZero();
        a.rotation.rotate(WEEK);
        assertThat(heard[0]).isEqualTo(2);
        registration.close();
        store.values().put("key-ring", store.values().find("key-ring"), Body.of("x"));
        assertThat(heard[0]).isEqualTo(2);
    }
}
