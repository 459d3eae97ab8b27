package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultikeysTest {

    // FEP-521a, its Ed25519 example.
    private static final String FEP_521A = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private static final String FEP_521A_HEX = "2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6";

    @Test
    void reads_and_writes_the_example_of_fep_521a() throws Exception {
        PublicKey key = Multikeys.read(FEP_521A);

        assertThat(HexFormat.of().formatHex(KeyCodec.ed25519(key))).isEqualTo(FEP_521A_HEX);
        assertThat(Multikeys.write(key)).isEqualTo(FEP_521A);
    }

    @Test
    void reads_and_writes_rsa_and_p256() throws Exception {
        KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
        p256.initialize(new ECGenParameterSpec("secp256r1"));

        // Several points, so that both signs and short coordinates come up.
        for (int i = 0; i < 20; i++) {
            PublicKey key = p256.generateKeyPair().getPublic();
            assertThat(Multikeys.read(Multikeys.write(key))).isEqualTo(key);
        }
        assertThat(Multikeys.read(Multikeys.write(TestKeys.rsaPublic()))).isEqualTo(TestKeys.rsaPublic());
        assertThat(Multikeys.write(TestKeys.rsaPublic())).startsWith("z4MX"); // as in FEP-521a's RSA example
    }

    @Test
    void reads_the_p256_example_of_the_did_key_method() throws Exception {
        // did:key v0.9 §P-256: prefix zDn and a compressed point.
        PublicKey key = Multikeys.read("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");

        assertThat(VerificationPolicy.FEDIVERSE.weakness(key)).isEmpty();
        assertThat(Multikeys.write(key)).isEqualTo("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");
    }

    @Test
    void reads_every_ed25519_key_of_the_did_key_vectors() throws Exception {
        JsonObject vectors = Vectors.sharedJson("did-key/ed25519-x25519.json").orElse(JsonObject.EMPTY_JSON_OBJECT);
        for (String did : vectors.keySet()) {
            String multibase = did.substring("did:key:".length());
            String raw = vectors.getJsonObject(did)
                    .getJsonObject("verificationKeyPair")
                    .getString("publicKeyBase58", "");
            PublicKey key = Multikeys.read(multibase);

            assertThat(Multikeys.write(key)).isEqualTo(multibase);
            // The fifth one states its key as a JWK instead.
            assertThat(List.of("", Base58.encode(KeyCodec.ed25519(key)))).contains(raw);
        }
    }

    @Test
    void reads_and_writes_the_rsa_example_of_fep_521a() throws Exception {
        // FEP-521a, its RSA example; the modulus from the hexadecimal form that stands there.
        String multibase =
                "z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4cd"
                        + "2Uf2tfrB3N7h4mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLb"
                        + "MH1wh5X3kA58H3DFW8rnYMakFGbca5CB2Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADf"
                        + "NZ5MBvcCS7m3XkFCMNUYBS9NQ3fze6vMSUPsNa6GVYmKx2x6JrdEjCk3qRMMmyjnjCMfR4pXbRMZa3i";

        RSAPublicKey key = (RSAPublicKey) Multikeys.read(multibase);

        assertThat(key.getModulus().toString(16)).startsWith("b1b5fcd8d4d5e88c").endsWith("0c705891183d");
        assertThat(Multikeys.write(key)).isEqualTo(multibase);
    }

    @Test
    void reads_and_writes_private_keys() throws Exception {
        // Data Integrity EdDSA Cryptosuites 1.0 appendix B.1; ECDSA Cryptosuites 1.0 appendices A.1 and A.4.
        for (List<String> pair : List.of(
                List.of(
                        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
                        "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"),
                List.of(
                        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
                        "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN"),
                List.of(
                        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
                        "z2fanyY7zgwNpZGxX5fXXibvScNaUWNprHU9dKx7qpVj7mws9J8LLt4mDB5TyH2GLHWkUc"))) {
            PrivateKey key = Multikeys.readPrivate(pair.get(1));

            assertThat(Multikeys.write(key)).isEqualTo(pair.get(1));
            assertThat(Multikeys.write(KeyPairs.publicKey(key))).isEqualTo(pair.get(0));
        }
    }

    @Test
    void reads_and_writes_new_keys_of_every_kind() throws Exception {
        // Several pairs, so that short numbers come up.
        for (int i = 0; i < 10; i++) {
            for (KeyPair pair : List.of(KeyPairs.ed25519(), KeyPairs.p256(), KeyPairs.p384())) {
                assertThat(Multikeys.read(Multikeys.write(pair.getPublic()))).isEqualTo(pair.getPublic());
                assertThat(Multikeys.readPrivate(Multikeys.write(pair.getPrivate())))
                        .isEqualTo(pair.getPrivate());
            }
        }
    }

    @Test
    void reads_base64url_too() throws Exception {
        assertThat(Multikeys.read("u7QEub8zjZwHceRSI4NCxdFzB4zpMHJ_MQcY700Pbvglw5g"))
                .isEqualTo(Multikeys.read(FEP_521A));
    }

    @Test
    void names_the_kinds_of_keys_that_we_do_not_use() {
        refuses("z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW", "x25519-pub");
        refuses(Multibase.encode(new byte[] {(byte) 0xe7, 1, 2, 3}), "secp256k1-pub"); // 0xe7
        refuses(Multibase.encode(new byte[] {(byte) 0x82, 0x24, 2, 3}), "p521-pub"); // 0x1202
        refuses(Multibase.encode(new byte[] {0x55, 1, 2, 3}), "0x55"); // raw
        refuses(Multibase.encode(new byte[] {(byte) 0xed, (byte) 0x81, 0, 3}), "multikey of 4 bytes"); // not shortest
        refuses("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq", "ed25519-priv");
        refuses("f" + "ed01" + FEP_521A_HEX, "base16");
        assertThatThrownBy(() -> Multikeys.readPrivate(FEP_521A)).hasMessageContaining("ed25519-pub");
    }

    private static void refuses(String multibase, String sentence) {
        assertThatThrownBy(() -> Multikeys.read(multibase))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void keeps_leading_zeros() throws Exception {
        // The base58btc rows of the multibase vectors (two_leading_zeros.csv): "\0\0yes mani !".
        assertThat(Base58.encode(new byte[] {0, 0, 'y', 'e', 's', ' ', 'm', 'a', 'n', 'i', ' ', '!'}))
                .isEqualTo("117paNL19xttacUY");
        assertThat(Base58.decode("117paNL19xttacUY"))
                .containsExactly(0, 0, 'y', 'e', 's', ' ', 'm', 'a', 'n', 'i', ' ', '!');
    }

    @Test
    void refuses_what_is_no_multikey_with_a_checked_exception() {
        for (String multibase : List.of(
                "",
                "z",
                "z1",
                "u7QEub8zjZwHceRSI4NCxdFzB4zpMHJ_MQcY700Pbvglw5g=",
                FEP_521A.substring(1),
                FEP_521A + "1",
                FEP_521A.substring(0, 40),
                FEP_521A.replace('o', '0'),
                "z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW", // X25519: not for signing
                "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU216",
                "z" + "2".repeat(100_000))) {
            assertThatThrownBy(() -> Multikeys.read(multibase)).as(multibase).isInstanceOf(KeyFormatException.class);
        }
    }
}
