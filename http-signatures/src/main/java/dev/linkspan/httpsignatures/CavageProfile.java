package dev.linkspan.httpsignatures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Stream;

/**
 * The form in which a sender signs by draft-cavage-12: which fields it covers in which order, and how it spells the
 * parameters. {@link #UNIVERSAL} is the one to send with; the others write what the named servers write, for tests of
 * software that must understand them. Immutable, thread-safe.
 *
 * @param covered the names of the {@code headers} parameter for a request with a body, in order and lower case
 * @param coveredWithoutBody the same for a request without one
 * @param algorithm what the {@code algorithm} parameter says
 * @param lifetime what {@code (expires)} adds to {@code (created)} where it is covered, in whole seconds; 1 hour unless
 *     set, as Lemmy's
 * @param quotesTimes whether {@code created} and {@code expires} stand in quotes; the draft writes them bare
 * @param digest how the {@code Digest} field spells its algorithm
 * @param placement which field carries the signature
 * @param ownFields fields that the sender adds to be covered
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12#section-2">draft-cavage-12 §2</a>
 */
public record CavageProfile(
        List<String> covered,
        List<String> coveredWithoutBody,
        AlgorithmParameter algorithm,
        Duration lifetime,
        boolean quotesTimes,
        DigestSpelling digest,
        Placement placement,
        Fields ownFields) {

    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
    private static final Set<String> OF_THE_BODY = Set.of("digest", "content-digest", "content-type", "content-length");

    /** The form that every known server accepts; see {@link RequestSigner#cavage()}. */
    public static final CavageProfile UNIVERSAL = covering("(request-target) host date digest");

    /** Mastodon 4; {@code Content-Type} must be among the fields of a request with a body. */
    public static final CavageProfile MASTODON = covering("host date digest content-type (request-target)");

    /** Misskey and its forks; {@code Accept} must be among the fields of a request without a body. */
    public static final CavageProfile MISSKEY =
            covering("(request-target) date host digest").withoutBody("(request-target) date host accept");

    /** Pleroma, Akkoma and Rebased; {@code Content-Length} must be among the fields of a request with a body. */
    public static final CavageProfile PLEROMA = covering("(request-target) content-length date digest host");

    /** GoToSocial. */
    public static final CavageProfile GOTOSOCIAL = UNIVERSAL.with(AlgorithmParameter.HS2019);

    /** Lemmy without its Mastodon setting; {@code Content-Type} must be among the fields of a request with a body. */
    public static final CavageProfile LEMMY =
            covering("(request-target) (created) (expires) content-type date digest host");

    /** Friendica; {@code Content-Length} must be among the fields of a request with a body. */
    public static final CavageProfile FRIENDICA = covering("(request-target) date content-length digest host");

    /** PeerTube. */
    public static final CavageProfile PEERTUBE = UNIVERSAL;

    /** wafrn, which also sends and covers a field named {@code Algorithm}. */
    public static final CavageProfile WAFRN =
            covering("(request-target) host date algorithm digest").with(Fields.of("Algorithm", "rsa-sha256"));

    /** Fedify 2.3 and Ghost with it; {@code Accept}, {@code Content-Type} and {@code User-Agent} must be there. */
    public static final CavageProfile FEDIFY =
            covering("(request-target) accept content-type date digest host user-agent");

    /** What the {@code algorithm} parameter says. */
    public enum AlgorithmParameter {
        /** {@code rsa-sha256} for what it names, {@code hs2019} for all other algorithms: what most servers expect. */
        RSA_SHA256_ELSE_HS2019,
        /** The name older than {@code hs2019}, such as {@code ecdsa-sha256}; RSASSA-PSS has none and stays {@code hs2019}. */
        NAMED,
        /** {@code hs2019}: look at the key. */
        HS2019,
        /** No such parameter. */
        ABSENT;

        /** The value for an algorithm; empty if the parameter is left out. */
        String valueFor(SignatureAlgorithm signed) {
            return switch (this) {
                case RSA_SHA256_ELSE_HS2019 -> signed == SignatureAlgorithm.RSA_V1_5_SHA256 ? "rsa-sha256" : "hs2019";
                case NAMED -> named(signed);
                case HS2019 -> "hs2019";
                case ABSENT -> "";
            };
        }

        private static String named(SignatureAlgorithm signed) {
            return switch (signed) {
                case RSA_V1_5_SHA256 -> "rsa-sha256";
                case RSA_V1_5_SHA384 -> "rsa-sha384";
                case RSA_V1_5_SHA512 -> "rsa-sha512";
                case RSA_PSS_SHA512 -> "hs2019";
                case ECDSA_P256_SHA256 -> "ecdsa-sha256";
                case ECDSA_P384_SHA384 -> "ecdsa-sha384";
                case ED25519 -> "ed25519";
                case HMAC_SHA256 -> "hmac-sha256";
            };
        }
    }

    /** How the {@code Digest} field spells its algorithm. */
    public enum DigestSpelling {
        /** {@code SHA-256=}: several receivers insist on it. */
        UPPER_CASE,
        /** {@code sha-256=}. */
        LOWER_CASE
    }

    /** Which field carries the signature. */
    public enum Placement {
        /** {@code Signature: keyId=…}. */
        SIGNATURE,
        /** {@code Authorization: Signature keyId=…}. */
        AUTHORIZATION
    }

    /** Checks the names and the lifetime. */
    public CavageProfile {
        covered = checked(covered);
        coveredWithoutBody = checked(coveredWithoutBody);
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("lifetime: " + lifetime + " (expected: at least 1 s)");
        }
    }

    /**
     * The draft's form of covering these fields, names apart by blanks; without a body, the same without what describes a
     * body. States {@code rsa-sha256} for RSA keys, but {@code hs2019} with {@code (created)} or {@code (expires)}.
     */
    public static CavageProfile covering(String headers) {
        List<String> names = names(headers);
        List<String> withoutBody =
                names.stream().filter(name -> !OF_THE_BODY.contains(name)).toList();
        boolean coversTimes = names.contains(CavageBase.CREATED) || names.contains(CavageBase.EXPIRES);
        return new CavageProfile(
                names,
                withoutBody,
                coversTimes ? AlgorithmParameter.HS2019 : AlgorithmParameter.RSA_SHA256_ELSE_HS2019,
                DEFAULT_LIFETIME,
                false,
                DigestSpelling.UPPER_CASE,
                Placement.SIGNATURE,
                Fields.none());
    }

    /** This profile with another list for requests without a body, names apart by blanks. */
    public CavageProfile withoutBody(String headers) {
        return new CavageProfile(
                covered, names(headers), algorithm, lifetime, quotesTimes, digest, placement, ownFields);
    }

    /** This profile with another {@code algorithm} parameter. */
    public CavageProfile with(AlgorithmParameter newAlgorithm) {
        return new CavageProfile(
                covered, coveredWithoutBody, newAlgorithm, lifetime, quotesTimes, digest, placement, ownFields);
    }

    /** This profile with another lifetime. */
    public CavageProfile with(Duration newLifetime) {
        return new CavageProfile(
                covered, coveredWithoutBody, algorithm, newLifetime, quotesTimes, digest, placement, ownFields);
    }

    /** This profile with another spelling of the digest. */
    public CavageProfile with(DigestSpelling newDigest) {
        return new CavageProfile(
                covered, coveredWithoutBody, algorithm, lifetime, quotesTimes, newDigest, placement, ownFields);
    }

    /** This profile with the signature in another field. */
    public CavageProfile with(Placement newPlacement) {
        return new CavageProfile(
                covered, coveredWithoutBody, algorithm, lifetime, quotesTimes, digest, newPlacement, ownFields);
    }

    /** This profile with other fields of its own. */
    public CavageProfile with(Fields newOwnFields) {
        return new CavageProfile(
                covered, coveredWithoutBody, algorithm, lifetime, quotesTimes, digest, placement, newOwnFields);
    }

    /** This profile with {@code created} and {@code expires} in quotes. */
    public CavageProfile withQuotedTimes() {
        return new CavageProfile(covered, coveredWithoutBody, algorithm, lifetime, true, digest, placement, ownFields);
    }

    /** This profile, covering these fields, too. */
    CavageProfile alsoCovering(Collection<String> fieldNames) {
        return new CavageProfile(
                joined(covered, fieldNames),
                joined(coveredWithoutBody, fieldNames),
                algorithm,
                lifetime,
                quotesTimes,
                digest,
                placement,
                ownFields);
    }

    private static List<String> joined(List<String> names, Collection<String> more) {
        return Stream.concat(names.stream(), more.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    private static List<String> names(String headers) {
        List<String> names = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(headers.toLowerCase(Locale.ROOT), " ");
        while (words.hasMoreTokens()) {
            names.add(words.nextToken());
        }
        return names;
    }

    private static List<String> checked(List<String> names) {
        if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("covered: " + names + " (expected: at least one name, none twice)");
        }
        for (String name : names) {
            if (name.startsWith("(") && !CavageBase.PSEUDO_FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        "covered: " + name + " (expected: " + CavageBase.PSEUDO_FIELDS + ")");
            }
        }
        return List.copyOf(names);
    }
}
