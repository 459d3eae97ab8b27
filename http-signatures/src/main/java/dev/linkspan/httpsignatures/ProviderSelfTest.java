package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Holds a provider against the JDK's before it is trusted: for each algorithm both must verify what the other signs and
 * refuse what was changed, and where the signature is determined by key and text, both must write the same.
 */
final class ProviderSelfTest {

    private static final byte[] TEXT =
            "(request-target): post /inbox\nhost: relay.example".getBytes(StandardCharsets.US_ASCII);

    private ProviderSelfTest() {}

    /**
     * Returns if the provider does all of it.
     *
     * @throws IllegalStateException naming what it does not do
     */
    static void check(SignatureProvider provider) {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            try {
                check(provider, algorithm, SelfTestKeys.fitting(algorithm));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the JDK refuses a published key for " + algorithm, e);
            }
        }
    }

    private static void check(SignatureProvider provider, SignatureAlgorithm algorithm, SelfTestKeys.Pair keys) {
        SignatureProvider jdk = SignatureProvider.jdk();
        byte[] own = provider.sign(algorithm, keys.signing(), TEXT);
        byte[] known = jdk.sign(algorithm, keys.signing(), TEXT);
        require(isChosenFreely(algorithm) || Arrays.equals(own, known), algorithm, "signs otherwise than the JDK");
        require(jdk.verify(algorithm, keys.verifying(), TEXT, own), algorithm, "signs what the JDK does not verify");
        require(provider.verify(algorithm, keys.verifying(), TEXT, known), algorithm, "refuses a good signature");
        require(
                !provider.verify(algorithm, keys.verifying(), flipped(TEXT), known),
                algorithm,
                "takes a signature over another text");
        require(
                !provider.verify(algorithm, keys.verifying(), TEXT, flipped(known)),
                algorithm,
                "takes a changed signature");
        require(
                !provider.verify(algorithm, keys.verifying(), TEXT, Arrays.copyOf(known, known.length - 1)),
                algorithm,
                "takes a shortened signature");
    }

    /** ECDSA and PSS draw a random number for each signature. */
    private static boolean isChosenFreely(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_PSS_SHA512, ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> true;
            case RSA_V1_5_SHA256, RSA_V1_5_SHA384, RSA_V1_5_SHA512, ED25519, HMAC_SHA256 -> false;
        };
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    private static void require(boolean kept, SignatureAlgorithm algorithm, String fault) {
        if (!kept) {
            throw new IllegalStateException("self-test: " + algorithm.registeredName() + ": it " + fault);
        }
    }
}
