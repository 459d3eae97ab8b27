package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.relay.ActorKey;
import dev.linkspan.relay.KeyRing;
import dev.linkspan.relay.KeyRing.Announced;
import dev.linkspan.relay.KeyRing.Retired;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorKeyFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final ActorKey SECOND = new ActorKey("key-0123456789abcdef", KeyPairs.rsa2048(), NOW);

    @TempDir
    Path folder;

    @Test
    void makes_one_key_at_the_first_start_and_finds_it_again() throws Exception {
        KeyRing ring = files().load();

        assertThat(names()).containsExactly("actor-key.pem");
        assertThat(ring.current().fragment()).isEqualTo("main-key");
        assertThat(publicKey(files().load())).isEqualTo(publicKey(ring));
    }

    @Test
    void keeps_every_part_of_a_ring_readable_by_its_owner_only() throws Exception {
        KeyRing first = files().load();
        ActorKey proof = new ActorKey("key-00000000000000ed", KeyPairs.ed25519(), NOW);
        KeyRing ring = new KeyRing(
                        SECOND,
                        List.of(new Retired(first.current(), NOW.plus(Duration.ofDays(7)), 42)),
                        Optional.of(new Announced(
                                new ActorKey("key-fedcba9876543210", KeyPairs.rsa2048(), NOW),
                                Duration.ofDays(3),
                                "https://relay.example/activities/1",
                                43)),
                        Optional.empty())
                .withProof(proof);

        files().save(ring);

        KeyRing loaded = files().load();
        // Key pairs have no equality of their own.
        assertThat(loaded).hasToString(ring.toString());
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "actor-key.pem",
                        "actor-key-0123456789abcdef.pem",
                        "actor-key-fedcba9876543210.pem",
                        "actor-key-00000000000000ed.pem",
                        "actor-keys.json");
        for (String name : names()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("actor-keys.json"))).doesNotContain("PRIVATE");
    }

    @Test
    void destroys_a_key_that_is_no_longer_needed_but_not_an_operators_copy() throws Exception {
        files().load();
        Files.writeString(folder.resolve("actor-key-backup.pem"), "mine");

        files().save(new KeyRing(SECOND, List.of(), Optional.empty(), Optional.empty()));

        assertThat(names())
                .containsExactlyInAnyOrder("actor-key-0123456789abcdef.pem", "actor-key-backup.pem", "actor-keys.json");
    }

    @Test
    void removes_what_a_kill_left_behind() throws Exception {
        files().save(new KeyRing(SECOND, List.of(), Optional.empty(), Optional.empty()));
        // Written right before the ring that would have named it.
        Files.writeString(
                folder.resolve("actor-key-aaaaaaaaaaaaaaaa.pem"),
                PemKeys.write(SECOND.pair().getPrivate()));

        files().load();

        assertThat(names()).containsExactlyInAnyOrder("actor-key-0123456789abcdef.pem", "actor-keys.json");
    }

    @Test
    void refuses_to_start_a_new_identity_over_a_damaged_one() throws Exception {
        files().save(new KeyRing(SECOND, List.of(), Optional.empty(), Optional.empty()));
        String ring = Files.readString(folder.resolve("actor-keys.json"));

        for (String damaged :
                List.of("", "{", "[]", "{}", ring.replace("current", "currant"), ring.replace("2026", "x"))) {
            Files.writeString(folder.resolve("actor-keys.json"), damaged);
            refuses("actor-keys.json");
        }
        Files.delete(folder.resolve("actor-keys.json"));
        refuses("actor-keys.json is missing");
        Files.writeString(folder.resolve("actor-keys.json"), ring);
        Files.writeString(folder.resolve("actor-key-0123456789abcdef.pem"), "-----BEGIN PRIVATE KEY-----\nsecret");
        refuses("actor-key-0123456789abcdef.pem holds no usable private key");
        Files.delete(folder.resolve("actor-key-0123456789abcdef.pem"));
        refuses("actor-key-0123456789abcdef.pem");
    }

    private void refuses(String words) {
        assertThatThrownBy(() -> files().load())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("secret");
    }

    private ActorKeyFiles files() {
        return new ActorKeyFiles(folder);
    }

    private static Object publicKey(KeyRing ring) {
        return ring.current().pair().getPublic();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).toList();
        }
    }
}
