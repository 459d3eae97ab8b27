package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemKeysTest {

    private final String spki = Vectors.ownJson("test-key.json").getString("publicKeyPem");
    private final String pkcs1 = Vectors.ownJson("test-key.json").getString("publicKeyPemPkcs1");
    private final String pkcs8 = Vectors.ownJson("test-key.json").getString("privateKeyPem");

    @Test
    void reads_spki_and_pkcs1_as_the_same_key() throws Exception {
        assertThat(PemKeys.readPublic(pkcs1)).isEqualTo(PemKeys.readPublic(spki));
    }

    @Test
    void writes_spki_and_pkcs8_as_the_vectors_have_them() throws Exception {
        assertThat(PemKeys.write(PemKeys.readPublic(pkcs1))).isEqualTo(spki);
        assertThat(PemKeys.write(PemKeys.readPrivate(pkcs8))).isEqualTo(pkcs8);
    }

    @Test
    void reads_line_breaks_in_every_spelling() throws Exception {
        PublicKey key = PemKeys.readPublic(spki);

        for (String pem : List.of(
                spki.strip(),
                spki.replace("\n", "\r\n"),
                spki.replace("\n", "\\n"),
                spki.replace("\n", "\\r\\n"),
                spki.replace("\n", " "),
                spki.replace("\n", ""),
                "  \n" + spki + "\n\n",
                "a comment\n" + spki)) {
            assertThat(PemKeys.readPublic(pem)).isEqualTo(key);
        }
    }

    @Test
    void reads_a_pkcs1_private_key() throws Exception {
        // Inside PKCS#8, the PKCS#1 structure starts at byte 26 for a 2048-bit key.
        byte[] der = PemKeys.readPrivate(pkcs8).getEncoded();
        byte[] inner = Arrays.copyOfRange(der, 26, der.length);
        String pem = "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(inner) + "\n-----END RSA PRIVATE KEY-----";

        PrivateKey key = PemKeys.readPrivate(pem);

        assertThat(key).isEqualTo(PemKeys.readPrivate(pkcs8));
    }

    @Test
    void reads_and_writes_ed25519_and_p256() throws Exception {
        for (String algorithm : List.of("Ed25519", "EC")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            var pair = generator.generateKeyPair();

            assertThat(PemKeys.readPublic(PemKeys.write(pair.getPublic()))).isEqualTo(pair.getPublic());
            assertThat(PemKeys.readPrivate(PemKeys.write(pair.getPrivate()))).isEqualTo(pair.getPrivate());
        }
    }

    // S-18
    @Test
    void refuses_what_is_no_key_with_a_checked_exception() {
        for (String pem : List.of(
                "",
                "-----BEGIN PUBLIC KEY",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nMAA=\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nMAYCAQECAQE=\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                spki.replace("MIIBIjANBg", "MIIBIjAOBg"),
                spki.substring(0, 200) + "\n-----END PUBLIC KEY-----",
                spki.replace("END PUBLIC", "END RSA PUBLIC"),
                spki.replace("PUBLIC KEY", "RSA PUBLIC KEY"),
                pkcs1.replace("RSA PUBLIC KEY", "PUBLIC KEY"),
                pkcs8,
                "-----BEGIN ".repeat(1_000),
                "-----BEGIN PUBLIC KEY-----" + "A".repeat(100_000) + "-----END PUBLIC KEY-----")) {
            assertThatThrownBy(() -> PemKeys.readPublic(pem)).isInstanceOf(KeyFormatException.class);
        }
    }

    // S-18
    @Test
    void finds_short_long_and_trivial_rsa_keys_weak() {
        BigInteger modulus = ((RSAPublicKey) TestKeys.rsaPublic()).getModulus();

        assertThat(VerificationPolicy.FEDIVERSE.weakness(TestKeys.rsaPublic())).isEmpty();
        assertThat(VerificationPolicy.FEDIVERSE.weakness(rsa(modulus.shiftRight(1024), 65537)))
                .hasValueSatisfying(weakness -> assertThat(weakness).contains("1024 bits"));
        assertThat(VerificationPolicy.FEDIVERSE.weakness(rsa(BigInteger.ONE.shiftLeft(8_192), 3)))
                .hasValueSatisfying(weakness -> assertThat(weakness).contains("8193 bits"));
        for (int exponent : new int[] {1, 2, 4, 65536}) {
            assertThat(VerificationPolicy.FEDIVERSE.weakness(rsa(modulus, exponent)))
                    .hasValueSatisfying(weakness -> assertThat(weakness).contains("exponent"));
        }
    }

    // S-18
    @Test
    void accepts_ed25519_p256_and_p384_but_no_other_curve() throws Exception {
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            PublicKey key = generator.generateKeyPair().getPublic();

            assertThat(VerificationPolicy.FEDIVERSE.weakness(key).isEmpty()).isEqualTo(!curve.equals("secp521r1"));
        }
        assertThat(VerificationPolicy.FEDIVERSE.weakness(TestKeys.ed25519().key()))
                .isEmpty();
        PublicKey ed448 =
                KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic();
        assertThat(VerificationPolicy.FEDIVERSE.weakness(ed448)).isPresent();
    }

    /** A key that no factory would make. */
    private static RSAPublicKey rsa(BigInteger modulus, int exponent) {
        return new RSAPublicKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public BigInteger getPublicExponent() {
                return BigInteger.valueOf(exponent);
            }

            @Override
            public BigInteger getModulus() {
                return modulus;
            }

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return new byte[0];
            }
        };
    }
}
