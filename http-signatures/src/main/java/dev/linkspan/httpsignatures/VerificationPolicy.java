package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.Coverage.Floor;
import dev.linkspan.httpsignatures.TimeLimits.ExpiresRule;
import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * What a verified message must satisfy. Start from a preset and vary it: {@code FEDIVERSE.withMaxAge(…)}. Immutable,
 * thread-safe if the nonce rule is.
 *
 * @param schemes which grammars are accepted
 * @param coverage what must be covered
 * @param time how old a signature may be
 * @param algorithms which algorithms are accepted; {@code hmac-sha256} is in no preset
 * @param digests which digests of a body count; others are ignored
 * @param minRsaBits the smallest RSA modulus, in bits
 * @param labels which signatures of a message count
 * @param nonces if present, each signature needs a nonce that this rule accepts; draft-cavage-12 has none
 */
public record VerificationPolicy(
        Set<SignatureScheme> schemes,
        Coverage coverage,
        TimeLimits time,
        Set<SignatureAlgorithm> algorithms,
        Set<DigestAlgorithm> digests,
        int minRsaBits,
        LabelRule labels,
        Optional<NonceRule> nonces) {

    /** What signs for the public: everything but the shared secret. */
    private static final Set<SignatureAlgorithm> ASYMMETRIC =
            EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.HMAC_SHA256));

    /**
     * What the fediverse's servers send: both grammars; signatures of the last hour, which is long enough for a sender's
     * delivery queue and short enough to bound replay; clocks up to an hour ahead, as Mastodon has it; half a minute after
     * {@code expires}, because Lemmy's library lets signatures expire after 10 seconds; RSA from 2048 bits. A response
     * need not say which request it answers; {@link #STRICT} wants that.
     */
    public static final VerificationPolicy FEDIVERSE = new VerificationPolicy(
            EnumSet.allOf(SignatureScheme.class),
            Coverage.of(Floor.WHOLE_MESSAGE),
            new TimeLimits(
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    Duration.ofSeconds(30),
                    ExpiresRule.OPTIONAL),
            ASYMMETRIC,
            EnumSet.allOf(DigestAlgorithm.class),
            2048,
            LabelRule.any(),
            Optional.empty());

    /**
     * Mastodon's own demands, to tell whether it would accept a request: its coverage; 5 minutes without {@code expires},
     * else until then but no longer than 12 hours, both with an hour for clocks; SHA-256 digests only;
     * {@code rsa-v1_5-sha256} and, since 4.7, Ed25519. Only the size of RSA keys, which Mastodon leaves to OpenSSL, is
     * asked for as in {@link #FEDIVERSE}.
     */
    public static final VerificationPolicy MASTODON = new VerificationPolicy(
            EnumSet.allOf(SignatureScheme.class),
            Coverage.of(Floor.MASTODON),
            new TimeLimits(
                    Duration.ofMinutes(65),
                    Duration.ofHours(13),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    ExpiresRule.OPTIONAL),
            EnumSet.of(SignatureAlgorithm.RSA_V1_5_SHA256, SignatureAlgorithm.ED25519),
            EnumSet.of(DigestAlgorithm.SHA_256),
            2048,
            LabelRule.any(),
            Optional.empty());

    /**
     * For APIs between services of one's own: RFC 9421 only, by registered algorithms; the whole message, and of responses
     * also method and target of the request; at most 5 minutes old, or as long as {@code expires} says but no longer than
     * an hour; clocks up to 30 seconds off. Add {@link #withNonces} to accept each signature once.
     */
    public static final VerificationPolicy STRICT = new VerificationPolicy(
            EnumSet.of(SignatureScheme.RFC9421),
            Coverage.of(Floor.WHOLE_MESSAGE)
                    .withResponses(
                            ComponentIdentifier.method().req(),
                            ComponentIdentifier.targetUri().req()),
            new TimeLimits(
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofSeconds(30),
                    Duration.ZERO,
                    ExpiresRule.OPTIONAL),
            EnumSet.of(
                    SignatureAlgorithm.RSA_V1_5_SHA256,
                    SignatureAlgorithm.RSA_PSS_SHA512,
                    SignatureAlgorithm.ECDSA_P256_SHA256,
                    SignatureAlgorithm.ECDSA_P384_SHA384,
                    SignatureAlgorithm.ED25519),
            EnumSet.allOf(DigestAlgorithm.class),
            2048,
            LabelRule.any(),
            Optional.empty());

    /** The largest RSA modulus, in bits: verifying takes time that grows with its square, and nobody uses more. */
    private static final int MAX_RSA_BITS = 8192;

    /** Verifying takes time that grows with the exponent: as large as the modulus, it costs as much as signing. */
    private static final int MAX_EXPONENT_BITS = 32;

    private static final int MIN_SECRET_BYTES = 32;

    /** Copies the sets. */
    public VerificationPolicy {
        schemes = Set.copyOf(schemes);
        algorithms = Set.copyOf(algorithms);
        digests = Set.copyOf(digests);
    }

    /** How long a signature without {@code expires} is accepted after its creation. */
    public Duration maxAge() {
        return time.maxAge();
    }

    /** How far a sender's clock may be ahead. */
    public Duration clockSkew() {
        return time.clockSkew();
    }

    /** This policy for other grammars. */
    public VerificationPolicy withSchemes(SignatureScheme first, SignatureScheme... others) {
        return new VerificationPolicy(
                EnumSet.of(first, others), coverage, time, algorithms, digests, minRsaBits, labels, nonces);
    }

    /** This policy with other coverage. */
    public VerificationPolicy withCoverage(Coverage required) {
        return new VerificationPolicy(schemes, required, time, algorithms, digests, minRsaBits, labels, nonces);
    }

    /** This policy with other limits of time. */
    public VerificationPolicy withTime(TimeLimits limits) {
        return new VerificationPolicy(schemes, coverage, limits, algorithms, digests, minRsaBits, labels, nonces);
    }

    /** This policy with another age, whether a signature has {@code expires} or not. */
    public VerificationPolicy withMaxAge(Duration age) {
        return withTime(time.withMaxAge(age));
    }

    /** This policy with another clock skew. */
    public VerificationPolicy withClockSkew(Duration skew) {
        return withTime(time.withClockSkew(skew));
    }

    /** This policy with another demand on {@code expires}. */
    public VerificationPolicy withExpires(ExpiresRule rule) {
        return withTime(time.withExpires(rule));
    }

    /** This policy with other algorithms. */
    public VerificationPolicy withAlgorithms(SignatureAlgorithm first, SignatureAlgorithm... others) {
        return new VerificationPolicy(
                schemes, coverage, time, EnumSet.of(first, others), digests, minRsaBits, labels, nonces);
    }

    /** This policy with other digests. */
    public VerificationPolicy withDigests(DigestAlgorithm first, DigestAlgorithm... others) {
        return new VerificationPolicy(
                schemes, coverage, time, algorithms, EnumSet.of(first, others), minRsaBits, labels, nonces);
    }

    /** This policy with another smallest RSA modulus, in bits. */
    public VerificationPolicy withMinRsaBits(int bits) {
        return new VerificationPolicy(schemes, coverage, time, algorithms, digests, bits, labels, nonces);
    }

    /** This policy with another choice of signatures. */
    public VerificationPolicy withLabels(LabelRule rule) {
        return new VerificationPolicy(schemes, coverage, time, algorithms, digests, minRsaBits, rule, nonces);
    }

    /** This policy with nonces demanded and remembered. */
    public VerificationPolicy withNonces(NonceRule rule) {
        return new VerificationPolicy(
                schemes, coverage, time, algorithms, digests, minRsaBits, labels, Optional.of(rule));
    }

    /** Why a key is not good enough, as a sentence for the log and for its owner; empty if it is. */
    public Optional<String> weakness(Key key) {
        return switch (key) {
            case RSAPublicKey rsa -> weakness(rsa);
            case SecretKey secret -> weakness(secret);
            case EdECPublicKey ed -> weakness(ed);
            default ->
                expected(
                        key,
                        SignatureAlgorithm.ECDSA_P256_SHA256.fits(key)
                                || SignatureAlgorithm.ECDSA_P384_SHA384.fits(key));
        };
    }

    private Optional<String> weakness(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < minRsaBits || bits > MAX_RSA_BITS) {
            return Optional.of("the RSA key has " + bits + " bits (expected: " + minRsaBits + " to 8192)");
        }
        BigInteger exponent = key.getPublicExponent();
        if (exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
            return Optional.of("the RSA key's exponent is even or less than 3");
        }
        if (exponent.bitLength() > MAX_EXPONENT_BITS) {
            return Optional.of("the RSA key's exponent has " + exponent.bitLength() + " bits (expected: at most 32)");
        }
        return Optional.empty();
    }

    private static Optional<String> weakness(EdECPublicKey key) {
        return SignatureAlgorithm.ED25519.fits(key) && Ed25519Keys.hasSmallOrder(key)
                ? Optional.of("the Ed25519 key is a point of small order, under which anything may verify")
                : expected(key, SignatureAlgorithm.ED25519.fits(key));
    }

    // RFC 2104 §3: a secret shorter than the hash weakens it.
    private static Optional<String> weakness(SecretKey key) {
        byte[] secret = key.getEncoded();
        return secret == null || secret.length >= MIN_SECRET_BYTES
                ? Optional.empty()
                : Optional.of("the shared secret has " + secret.length + " bytes (expected: at least 32)");
    }

    private static Optional<String> expected(Key key, boolean isUsable) {
        return isUsable
                ? Optional.empty()
                : Optional.of(
                        "the key is " + key.getAlgorithm() + " (expected: RSA, Ed25519 or ECDSA with P-256 or P-384)");
    }
}
