package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFingerprint;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan keys inspect}: every form in, every public form out, no private key ever. */
class KeysInspectCommandTest {

    @TempDir
    Path folder;

    @Test
    void every_form_of_a_key_shows_the_same_key() throws IOException {
        for (KeyPair pair : List.of(SignedRequest.PAIR, KeyPairs.ed25519(), KeyPairs.p256(), KeyPairs.p384())) {
            PublicKey key = pair.getPublic();
            for (String form : List.of(
                    PemKeys.write(key),
                    PemKeys.write(pair.getPrivate()),
                    Multikeys.write(key),
                    DidKeys.write(key),
                    SignedRequest.actor("https://a.example/u", "https://a.example/u#k", pair))) {
                Cli run = inspect(form);

                assertThat(run.out())
                        .contains(KeyFingerprint.of(key).toString())
                        .contains(Multikeys.write(key))
                        .contains(DidKeys.write(key))
                        .contains(PemKeys.write(key));
                assertThat(run.exit()).isZero();
            }
        }
    }

    @Test
    void a_private_key_is_recognised_and_never_shown() throws IOException {
        KeyPair pair = KeyPairs.ed25519();
        String pem = PemKeys.write(pair.getPrivate());

        for (String form : List.of(pem, Multikeys.write(pair.getPrivate()))) {
            for (Cli run : List.of(inspect(form), inspect(form, "--json"))) {
                assertThat(run.out())
                        .contains("the private key (not shown)")
                        .doesNotContain("PRIVATE")
                        .doesNotContain(pem.lines().toList().get(1))
                        .doesNotContain(Multikeys.write(pair.getPrivate()));
            }
        }
    }

    @Test
    void all_keys_of_an_actor_are_shown_with_ids_and_owner() throws IOException {
        Cli run = inspect("""
                {"id":"https://a.example/u","type":"Person","inbox":"https://a.example/u/inbox",
                 "publicKey":{"id":"https://a.example/u#main-key","owner":"https://a.example/u","publicKeyPem":"%s"},
                 "assertionMethod":[{"id":"https://a.example/u#ed","type":"Multikey","controller":"https://a.example/u",
                  "publicKeyMultibase":"z6MktEavkZGq6L2uvZKiBSWqrWwGXjXfyQqtGUywEdYAR87B"},
                  {"id":"https://a.example/u#bad","type":"Multikey","publicKeyMultibase":"zzz"}]}""".formatted(SignedRequest.pem().replace("\n", "\\n")));

        assertThat(run.out())
                .contains("id           https://a.example/u#main-key")
                .contains("kind         RSA, 2048 bits, exponent 65537")
                .contains("id           https://a.example/u#ed")
                .contains("owner        https://a.example/u\nkind         Ed25519")
                .contains("unusable     https://a.example/u#bad: ");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void every_block_of_a_pem_file_is_shown() throws IOException {
        KeyPair first = KeyPairs.ed25519();
        KeyPair second = KeyPairs.p256();

        Cli run = inspect("# two keys\n" + PemKeys.write(first.getPublic()) + "\nof a friend\n"
                + PemKeys.write(second.getPrivate()) + PemKeys.write(second.getPublic()));

        assertThat(run.out())
                .containsOnlyOnce(KeyFingerprint.of(first.getPublic()).toString())
                .containsOnlyOnce(KeyFingerprint.of(second.getPublic()).toString())
                .containsOnlyOnce("the private key (not shown)");
        assertThat(run.exit()).isZero();
    }

    @Test
    void a_broken_block_is_told_and_one_that_is_no_key_is_passed_over() throws IOException {
        String good = PemKeys.write(KeyPairs.ed25519().getPublic());
        String certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        String broken = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";

        Cli withCertificate = inspect(certificate + good);
        Cli withBroken = inspect(good + broken);
        Cli alone = inspect(certificate);

        assertThat(withCertificate.exit()).isZero();
        assertThat(withBroken.out()).contains("unusable     PEM block 2: ");
        assertThat(withBroken.exit()).isEqualTo(1);
        assertThat(alone.err()).contains("X.509 certificate");
        assertThat(alone.exit()).isEqualTo(2);
    }

    @Test
    void a_weak_key_is_named_and_ends_with_1() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);

        Cli run = inspect(PemKeys.write(generator.generateKeyPair().getPublic()));

        assertThat(run.out()).contains("WEAK: the RSA key has 1024 bits (expected: 2048 to 8192)");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void what_is_no_key_ends_with_2_and_one_sentence() throws IOException {
        for (String text : List.of("hello", "{}", "{", "z1", "", "did:key:zz")) {
            Cli run = inspect(text);

            assertThat(run.err().lines()).as(text).hasSize(1);
            assertThat(run.exit()).as(text).isEqualTo(2);
        }
    }

    @Test
    void json_tells_the_same() throws IOException {
        Cli run = inspect(SignedRequest.pem(), "--json");

        JsonObject json =
                ((JsonText.Result.Document) JsonText.parse(Body.of(run.out().strip()))).object();
        JsonObject key = json.getJsonArray("keys").getJsonObject(0);
        assertThat(json.getBoolean("good")).isTrue();
        assertThat(key.getString("kind")).isEqualTo("RSA, 2048 bits, exponent 65537");
        assertThat(key.getBoolean("isPrivate")).isFalse();
        assertThat(key.getString("pem")).isEqualTo(SignedRequest.pem());
    }

    private Cli inspect(String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);
        String[] words = new String[more.length + 3];
        words[0] = "keys";
        words[1] = "inspect";
        words[2] = file.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Cli.run(words);
    }
}
