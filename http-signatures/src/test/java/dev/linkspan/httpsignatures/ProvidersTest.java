package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All providers that work on this machine, held against each other. */
class ProvidersTest {

    private static final byte[] TEXT = "host: relay.example".getBytes(StandardCharsets.US_ASCII);

    private static Set<SignatureProvider> providers() {
        return new LinkedHashSet<>(List.of(SignatureProvider.jdk(), SignatureProvider.fastest()));
    }

    private static Stream<Arguments> pairs_and_algorithms() {
        return providers().stream()
                .flatMap(signer -> providers().stream()
                        .flatMap(verifier -> Stream.of(SignatureAlgorithm.values())
                                .map(algorithm ->
                                        arguments(signer.name(), verifier.name(), algorithm, signer, verifier))));
    }

    private static Stream<Arguments> each() {
        return providers().stream().map(provider -> arguments(provider.name(), provider));
    }

    @ParameterizedTest(name = "{0} signs, {1} verifies {2}")
    @MethodSource("pairs_and_algorithms")
    void each_verifies_what_any_signs(
            String first,
            String second,
            SignatureAlgorithm algorithm,
            SignatureProvider signer,
            SignatureProvider verifier)
            throws Exception {
        SelfTestKeys.Pair keys = SelfTestKeys.fitting(algorithm);

        byte[] signature = signer.sign(algorithm, keys.signing(), TEXT);

        assertThat(verifier.verify(algorithm, keys.verifying(), TEXT, signature))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} signs, {1} verifies {2}")
    @MethodSource("pairs_and_algorithms")
    void each_refuses_every_flipped_bit(
            String first,
            String second,
            SignatureAlgorithm algorithm,
            SignatureProvider signer,
            SignatureProvider verifier)
            throws Exception {
        SelfTestKeys.Pair keys = SelfTestKeys.fitting(algorithm);
        byte[] signature = signer.sign(algorithm, keys.signing(), TEXT);

        List<Integer> taken = new ArrayList<>();
        for (int bit = 0; bit < signature.length * 8; bit += 7) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            if (verifier.verify(algorithm, keys.verifying(), TEXT, changed)) {
                taken.add(bit);
            }
        }

        assertThat(taken).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void answers_false_to_signatures_of_any_length(String name, SignatureProvider provider) throws Exception {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Key key = SelfTestKeys.fitting(algorithm).verifying();
            for (int length : new int[] {0, 1, 31, 32, 33, 63, 64, 65, 70, 95, 96, 97, 255, 256, 257, 5000}) {
                byte[] signature = new byte[length];
                Arrays.fill(signature, (byte) 0x30);

                assertThat(provider.verify(algorithm, key, TEXT, signature))
                        .as("%s, %d bytes", algorithm, length)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void names_algorithm_and_kind_of_a_key_that_does_not_fit(String name, SignatureProvider provider) throws Exception {
        Key rsa = SelfTestKeys.fitting(SignatureAlgorithm.RSA_PSS_SHA512).signing();
        Key ed25519 = SelfTestKeys.fitting(SignatureAlgorithm.ED25519).signing();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.sign(SignatureAlgorithm.ED25519, rsa, TEXT))
                .withMessage("key: RSA (expected: one for ed25519)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.sign(SignatureAlgorithm.RSA_V1_5_SHA256, ed25519, TEXT))
                .withMessage("key: EdDSA (expected: one for rsa-v1_5-sha256)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void a_key_of_another_kind_verifies_nothing(String name, SignatureProvider provider) throws Exception {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            byte[] signature =
                    provider.sign(algorithm, SelfTestKeys.fitting(algorithm).signing(), TEXT);
            for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
                Key key = SelfTestKeys.fitting(other).verifying();

                assertThat(provider.verify(algorithm, key, TEXT, signature))
                        .as("%s with a key for %s", algorithm, other)
                        .isEqualTo(algorithm.fits(key));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void verifies_ecdsa_in_der_as_cavage_senders_write_it(String name, SignatureProvider provider) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        signer.update(TEXT);

        assertThat(provider.verify(SignatureAlgorithm.ECDSA_P256_SHA256, pair.getPublic(), TEXT, signer.sign()))
                .isTrue();
    }

    /** RFC 8032 §7.1, test 2. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void signs_as_rfc_8032_shows(String name, SignatureProvider provider) throws Exception {
        SelfTestKeys.Pair keys = SelfTestKeys.fitting(SignatureAlgorithm.ED25519);

        byte[] signature = provider.sign(SignatureAlgorithm.ED25519, keys.signing(), new byte[] {0x72});

        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    /** RFC 4231 §4.3. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void authenticates_as_rfc_4231_shows(String name, SignatureProvider provider) throws Exception {
        Key secret = SelfTestKeys.fitting(SignatureAlgorithm.HMAC_SHA256).signing();

        byte[] code = provider.sign(
                SignatureAlgorithm.HMAC_SHA256,
                secret,
                "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(code))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    /**
     * Points of order 1, 2, 4 and 8: with them R = identity, S = 0 passes RFC 8032's equation for some or all texts.
     *
     * @see <a href="https://eprint.iacr.org/2020/1244">Taming the many EdDSAs, table 1</a>
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
            })
    void no_signature_verifies_with_an_ed25519_key_of_small_order(String point) throws Exception {
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex("302a300506032b6570032100" + point)));
        byte[] signature = new byte[64];
        signature[0] = 1;

        for (SignatureProvider provider : providers()) {
            for (int text = 0; text < 64; text++) {
                assertThat(provider.verify(SignatureAlgorithm.ED25519, key, new byte[] {(byte) text}, signature))
                        .as("%s, text %d", provider.name(), text)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void threads_share_keys_whatever_others_use_meanwhile(String name, SignatureProvider provider) throws Exception {
        List<SelfTestKeys.Pair> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(SelfTestKeys.fitting(SignatureAlgorithm.RSA_V1_5_SHA256));
        }
        byte[] expected = SignatureProvider.jdk()
                .sign(SignatureAlgorithm.RSA_V1_5_SHA256, keys.get(0).signing(), TEXT);

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                runs.add(threads.submit(() -> {
                    int right = 0;
                    for (int i = 0; i < 30; i++) {
                        SelfTestKeys.Pair pair = keys.get(i % 3);
                        byte[] signature = provider.sign(SignatureAlgorithm.RSA_V1_5_SHA256, pair.signing(), TEXT);
                        right += Arrays.equals(signature, expected)
                                        && provider.verify(
                                                SignatureAlgorithm.RSA_V1_5_SHA256, pair.verifying(), TEXT, expected)
                                ? 1
                                : 0;
                    }
                    return right;
                }));
            }
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isEqualTo(30);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void prints_its_name_and_no_key(String name, SignatureProvider provider) throws Exception {
        SelfTestKeys.Pair keys = SelfTestKeys.fitting(SignatureAlgorithm.RSA_V1_5_SHA256);
        provider.sign(SignatureAlgorithm.RSA_V1_5_SHA256, keys.signing(), TEXT);
        BigInteger secret = ((java.security.interfaces.RSAPrivateKey) keys.signing()).getPrivateExponent();

        assertThat(provider.toString()).doesNotContain(secret.toString()).doesNotContain(secret.toString(16));
        assertThat(new SigningKey("https://a.example/#key", (java.security.PrivateKey) keys.signing()).toString())
                .isEqualTo("SigningKey[https://a.example/#key]");
    }

    @Test
    void tells_the_platform_of_a_jar() {
        assertThat(AccpClasses.platform("Linux", "amd64")).contains("linux-x86_64");
        assertThat(AccpClasses.platform("Linux", "aarch64")).contains("linux-aarch_64");
        assertThat(AccpClasses.platform("Mac OS X", "aarch64")).contains("osx-aarch_64");
        assertThat(AccpClasses.platform("Windows 11", "amd64")).isEmpty();
        assertThat(AccpClasses.platform("Linux", "riscv64")).isEmpty();
    }
}
