package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.Key;
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

    @Test
    void reads_the_keys_of_rfc_9421_appendix_b() throws Exception {
        for (List<String> pair : List.of(
                List.of(PemSamples.P256_PRIVATE, PemSamples.P256_PUBLIC),
                List.of(PemSamples.P384_PRIVATE, PemSamples.P384_PUBLIC),
                List.of(PemSamples.ED25519_PRIVATE, PemSamples.ED25519_PUBLIC),
                List.of(pkcs8, spki))) {
            PrivateKey key = PemKeys.readPrivate(pair.get(0));

            assertThat(KeyPairs.publicKey(key)).isEqualTo(PemKeys.readPublic(pair.get(1)));
            assertThat(PemKeys.write(KeyPairs.publicKey(key))).isEqualTo(pair.get(1));
            assertThat(PemKeys.readPrivate(PemKeys.write(key))).isEqualTo(key);
        }
    }

    @Test
    void keeps_a_key_for_rsassa_pss_to_that_scheme() throws Exception {
        PrivateKey key = PemKeys.readPrivate(PemSamples.RSA_PSS_PRIVATE);
        PublicKey publicKey = PemKeys.readPublic(PemKeys.write(KeyPairs.publicKey(key)));

        for (Key half : List.of(key, publicKey)) {
            assertThat(half.getAlgorithm()).isEqualTo("RSASSA-PSS");
            assertThat(SignatureAlgorithm.usualFor(half)).isEqualTo(SignatureAlgorithm.RSA_PSS_SHA512);
            assertThat(SignatureAlgorithm.RSA_V1_5_SHA256.fits(half)).isFalse();
        }
        assertThat(((RSAPublicKey) publicKey).getModulus())
                .isEqualTo(((RSAPublicKey) PemKeys.readPublic(PemSamples.RSA_PSS_PUBLIC)).getModulus());
        byte[] data = {1, 2, 3};
        SignatureProvider engine = SignatureProvider.jdk();
        byte[] signature = engine.sign(SignatureAlgorithm.RSA_PSS_SHA512, key, data);
        assertThat(engine.verify(SignatureAlgorithm.RSA_PSS_SHA512, publicKey, data, signature))
                .isTrue();
    }

    @Test
    void heeds_the_parameters_of_an_rsassa_pss_key() throws Exception {
        // RFC 4055 §3.1: this one is for SHA-256 only, which no algorithm of ours uses.
        PublicKey key = PemKeys.readPublic(PemSamples.PSS_SHA256_PUBLIC);

        assertThat(List.of(SignatureAlgorithm.values())).noneMatch(algorithm -> algorithm.fits(key));
    }

    @Test
    void reads_the_base64_of_a_public_key_without_its_lines() throws Exception {
        String bare = spki.replaceAll("-----[A-Z ]+-----", "");

        assertThat(PemKeys.readPublic(bare)).isEqualTo(PemKeys.readPublic(spki));
        assertThat(PemKeys.readPublic(bare.replace("\n", "\\n"))).isEqualTo(PemKeys.readPublic(spki));
        refusesPublic(pkcs1.replaceAll("-----[A-Z ]+-----", ""), "no -----BEGIN");
        refusesPublic("not a key", "no -----BEGIN");
    }

    @Test
    void takes_the_first_key_of_several_blocks() throws Exception {
        assertThat(PemKeys.readPublic(PemSamples.CERTIFICATE + pkcs8 + spki + PemSamples.P256_PUBLIC))
                .isEqualTo(PemKeys.readPublic(spki));
        assertThat(PemKeys.readPrivate(spki + pkcs8 + PemSamples.P256_PRIVATE)).isEqualTo(PemKeys.readPrivate(pkcs8));
    }

    @Test
    void says_how_to_come_from_other_forms_to_a_key() {
        refusesPublic(PemSamples.CERTIFICATE, "openssl x509 -in FILE -noout -pubkey");
        refusesPublic("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== a@b", "ssh-keygen -e -m PKCS8");
        refusesPublic(pkcs8, "\"PRIVATE KEY\" (expected: a public key)");
        refusesPrivate(spki, "\"PUBLIC KEY\" (expected: a private key)");
        refusesPrivate(PemSamples.ENCRYPTED_PKCS8, "openssl pkey -in FILE -out NEW");
        refusesPrivate(PemSamples.ENCRYPTED_EC, "openssl pkey -in FILE -out NEW");
        refusesPrivate(
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----",
                "ssh-keygen -p -N");
    }

    @Test
    void names_the_kinds_of_keys_that_we_do_not_use() {
        refusesPublic(PemSamples.SECP256K1_PUBLIC, "elliptic curve secp256k1 (expected: P-256 or P-384)");
        refusesPublic(PemSamples.X25519_PUBLIC, "X25519, which does not sign");
        refusesPublic(PemSamples.ED448_PUBLIC, "Ed448 (expected: RSA, Ed25519 or ECDSA");
    }

    // S-18
    @Test
    void refuses_points_that_are_not_on_the_curve() {
        // The last digits of the point's y changed, and the point at infinity (SEC 1 §2.3.3).
        refusesPublic(PemSamples.P256_PUBLIC.replace("TNnoXQ==", "TNnoXg=="), "not on the curve");
        refusesPublic("MBkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDAgAA", "no -----BEGIN");
        refusesPublic(
                "-----BEGIN PUBLIC KEY-----MBkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDAgAA-----END PUBLIC KEY-----",
                "point of 1 bytes (expected: 33, compressed)");
    }

    @Test
    void refuses_private_keys_whose_numbers_do_not_belong_together() throws Exception {
        // The last byte of the coefficient changed: signatures made with it would give the primes away.
        byte[] der = PemKeys.readPrivate(pkcs8).getEncoded();
        der[der.length - 1] ^= 2;
        refusesPrivate(
                "-----BEGIN PRIVATE KEY-----" + Base64.getEncoder().encodeToString(der) + "-----END PRIVATE KEY-----",
                "do not belong together");
    }

    private static void refusesPublic(String pem, String sentence) {
        assertThatThrownBy(() -> PemKeys.readPublic(pem))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining(sentence);
    }

    private static void refusesPrivate(String pem, String sentence) {
        assertThatThrownBy(() -> PemKeys.readPrivate(pem))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining(sentence);
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
        BigInteger huge = BigInteger.ONE.shiftLeft(2047).setBit(0);
        assertThat(VerificationPolicy.FEDIVERSE.weakness(rsa(modulus, huge)))
                .hasValueSatisfying(weakness -> assertThat(weakness).contains("exponent has 2048 bits"));
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
        return rsa(modulus, BigInteger.valueOf(exponent));
    }

    private static RSAPublicKey rsa(BigInteger modulus, BigInteger exponent) {
        return new RSAPublicKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public BigInteger getPublicExponent() {
                return exponent;
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
