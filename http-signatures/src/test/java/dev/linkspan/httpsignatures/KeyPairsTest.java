package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPairsTest {

    @Test
    void makes_pairs_that_are_strong_enough_and_sign() {
        for (KeyPair pair : List.of(KeyPairs.rsa2048(), KeyPairs.ed25519(), KeyPairs.p256(), KeyPairs.p384())) {
            SigningKey key = new SigningKey("k", pair.getPrivate());
            byte[] signature = SignatureProvider.jdk().sign(key.algorithm(), key.key(), new byte[] {1});

            assertThat(VerificationPolicy.FEDIVERSE.weakness(pair.getPublic())).isEmpty();
            assertThat(SignatureProvider.jdk().verify(key.algorithm(), pair.getPublic(), new byte[] {1}, signature))
                    .isTrue();
        }
        assertThat(((RSAPublicKey) KeyPairs.rsa4096().getPublic()).getModulus().bitLength())
                .isEqualTo(4096);
    }

    @Test
    void finds_the_public_key_of_a_private_one() {
        // Several times, so that points with short coordinates come up.
        for (int i = 0; i < 10; i++) {
            for (KeyPair pair : List.of(KeyPairs.ed25519(), KeyPairs.p256(), KeyPairs.p384())) {
                assertThat(KeyPairs.publicKey(pair.getPrivate())).isEqualTo(pair.getPublic());
            }
        }
        KeyPair rsa = KeyPairs.rsa2048();
        assertThat(KeyPairs.of(rsa.getPrivate()).getPublic()).isEqualTo(rsa.getPublic());
    }

    @Test
    void refuses_kinds_that_we_do_not_use() throws Exception {
        KeyPairGenerator p521 = KeyPairGenerator.getInstance("EC");
        p521.initialize(new ECGenParameterSpec("secp521r1"));
        for (KeyPair pair : List.of(
                p521.generateKeyPair(), KeyPairGenerator.getInstance("Ed448").generateKeyPair())) {
            assertThatThrownBy(() -> KeyPairs.publicKey(pair.getPrivate()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected");
            assertThatThrownBy(() -> Multikeys.write(pair.getPublic())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Multikeys.write(pair.getPrivate())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void gives_fingerprints_as_openssl_computes_them() throws Exception {
        // openssl pkey -pubin -in FILE -outform DER | openssl dgst -sha256, for the key of RFC 9421 appendix B.1.4
        KeyFingerprint fingerprint = KeyFingerprint.of(PemKeys.readPublic(PemSamples.ED25519_PUBLIC));

        assertThat(fingerprint).hasToString("SHA256:NFcWBst6DXG+N35nHdzMrioWntdzNZghQSkjHNMMSjw=");
        assertThat(fingerprint.hex()).isEqualTo("34571606cb7a0d71be377e671ddcccae2a169ed7733598214129231cd30c4a3c");
    }

    // S-18
    @Test
    void refuses_points_of_small_order() throws Exception {
        // The encodings of the points of order 1, 2, 4 and 8 (RFC 8032 §5.1.2), with either sign and not reduced.
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger order8 = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7", 16);
        for (BigInteger y : List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                p.subtract(BigInteger.ONE),
                p,
                p.add(BigInteger.ONE),
                order8,
                p.subtract(order8))) {
            for (BigInteger sign : List.of(BigInteger.ZERO, BigInteger.ONE.shiftLeft(255))) {
                byte[] raw = littleEndian(y.add(sign));

                assertThatThrownBy(() -> KeyCodec.ed25519(raw)).isInstanceOf(KeyFormatException.class);
                assertThat(VerificationPolicy.FEDIVERSE.weakness(byTheJdk(raw)))
                        .hasValueSatisfying(weakness -> assertThat(weakness).contains("small order"));
            }
        }
    }

    @Test
    void refuses_what_is_no_point_at_all() {
        byte[] raw = new byte[32];
        raw[0] = 2; // y = 2 belongs to no point: (y² - 1) / (d y² + 1) is no square
        assertThatThrownBy(() -> KeyCodec.ed25519(raw)).hasMessageContaining("no point");
    }

    /** The JDK takes every 32 bytes for a key. */
    private static PublicKey byTheJdk(byte[] raw) throws Exception {
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = raw[31 - i];
        }
        boolean odd = reversed[0] < 0;
        reversed[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, reversed))));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
