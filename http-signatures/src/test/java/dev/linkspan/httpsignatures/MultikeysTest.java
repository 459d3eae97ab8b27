package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
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
                "u7QEub8zjZwHceRSI4NCxdFzB4zpMHJ_MQcY700PbvglwPg",
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
