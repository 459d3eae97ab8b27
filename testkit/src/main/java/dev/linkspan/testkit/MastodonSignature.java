package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.testkit.InboxRules.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/** Mastodon's demands on a signed POST, in both grammars. */
final class MastodonSignature {

    private static final Duration SKEW = Duration.ofHours(1);
    private static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFE = Duration.ofHours(12);

    private final Home home;

    MastodonSignature(Home home) {
        this.home = home;
    }

    Admission check(InboundRequest post) {
        if (post.fields().contains("Signature-Input")) {
            return rfc9421(post); // as soon as the field is there, even if both grammars are
        }
        if (!post.fields().contains("Signature")) {
            return refused("Request not signed");
        }
        return switch (CavageHeader.tolerant(post.field("Signature"))) {
            case CavageHeader.Result.Bad bad ->
                new Admission.Refused(400, "Error parsing signature parameters", bad.words());
            case CavageHeader.Result.Read read -> cavage(post, read.header());
        };
    }

    private Admission cavage(InboundRequest post, CavageHeader header) {
        String algorithm = header.get("algorithm").orElse("hs2019").toLowerCase(Locale.ROOT);
        if (header.get("keyId").isEmpty() || header.get("signature").isEmpty()) {
            return refused("Incompatible request signature. keyId and signature are required");
        }
        if (!algorithm.equals("rsa-sha256") && !algorithm.equals("hs2019")) {
            return refused("Unsupported signature algorithm (only rsa-sha256 and hs2019 are supported)");
        }
        List<String> signed = header.signed(algorithm.equals("hs2019") ? "(created)" : "date");
        Optional<String> problem = strength(signed)
                .or(() -> digest(post))
                .or(() -> pseudoFields(signed, algorithm))
                .or(() -> time(post, header, algorithm));
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        String keyId = header.get("keyId").orElseThrow();
        Admission first = verify(post, header, signed, home.remote().byKeyId(keyId, false));
        return first instanceof Admission.Refused refused && refused.status() == 401
                ? verify(post, header, signed, home.remote().byKeyId(keyId, true)) // the key may be a new one
                : first;
    }

    private static Admission verify(
            InboundRequest post, CavageHeader header, List<String> signed, Remote.Lookup lookup) {
        return switch (lookup) {
            case Remote.Lookup.Missing missing ->
                missing.mayComeBack()
                        ? new Admission.Refused(503, "Unable to fetch key JSON", missing.words())
                        : refused("Public key not found: " + missing.words());
            case Remote.Lookup.Found found ->
                CavageCheck.verifies(post, header, signed, found.actor().key(), true)
                        ? new Admission.Admitted(202, "", Optional.of(found.actor()))
                        : refused("Verification failed for " + found.actor().keyId());
        };
    }

    private static Optional<String> strength(List<String> signed) {
        if (!signed.contains("date") && !signed.contains("(created)")) {
            return Optional.of("Mastodon requires the Date header or (created) pseudo-header to be signed");
        }
        if (!signed.contains("digest")) {
            return Optional.of("Mastodon requires the Digest header to be signed when doing a POST request");
        }
        return Optional.empty();
    }

    private static Optional<String> digest(InboundRequest post) {
        StringTokenizer parts = new StringTokenizer(post.field("Digest"), ",");
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken().strip();
            if (part.regionMatches(true, 0, "sha-256=", 0, 8)) {
                return part.substring(8).equals(CavageCheck.sha256(post.body()))
                        ? Optional.empty()
                        : Optional.of("Invalid Digest value");
            }
        }
        return Optional.of("Mastodon only supports SHA-256 in Digest header");
    }

    private static Optional<String> pseudoFields(List<String> signed, String algorithm) {
        boolean present = signed.contains("(created)") || signed.contains("(expires)");
        return present && !algorithm.equals("hs2019")
                ? Optional.of("Invalid pseudo-header for rsa-sha256")
                : Optional.empty();
    }

    private static Optional<String> time(InboundRequest post, CavageHeader header, String algorithm) {
        boolean pseudo = algorithm.equals("hs2019");
        Optional<Instant> created = (pseudo
                        ? CavageCheck.epochSeconds(header.get("created"))
                        : Optional.<Instant>empty())
                .or(() -> CavageCheck.date(post));
        if (created.isEmpty()) {
            return Optional.of("Invalid Date header");
        }
        Instant latest = created.get().plus(LONGEST_LIFE);
        Instant expires = (pseudo ? CavageCheck.epochSeconds(header.get("expires")) : Optional.<Instant>empty())
                .orElse(created.get().plus(DEFAULT_LIFE));
        Instant end = (expires.isBefore(latest) ? expires : latest).plus(SKEW);
        boolean inWindow =
                !created.get().isAfter(post.at().plus(SKEW)) && !post.at().isAfter(end);
        return inWindow ? Optional.empty() : Optional.of("Signed request date outside acceptable time window");
    }

    // What must be covered is written here.
    private Admission rfc9421(InboundRequest post) {
        VerificationPolicy policy = VerificationPolicy.MASTODON.withMinRsaBits(1024);
        return switch (new Rfc9421Check(home, policy).verify(post)) {
            case Verdict.Invalid invalid -> refused(invalid.detail());
            case Verdict.KeyMissing missing ->
                refused("Public key not found: " + missing.missing().detail());
            case Verdict.Valid valid -> {
                String covered = String.join(" ", valid.covered());
                if (!covered.contains("@method")
                        || !covered.contains("@target-uri")
                        || !covered.contains("content-digest")) {
                    yield refused("@method, @target-uri and content-digest must be covered");
                }
                yield home.remote().actor(valid.key().controller(), false) instanceof Remote.Lookup.Found found
                        ? new Admission.Admitted(202, "", Optional.of(found.actor()))
                        : refused("Public key not found");
            }
        };
    }

    private static Admission refused(String words) {
        return new Admission.Refused(401, "{\"error\":\"" + words.replace('"', '\'') + "\"}", words);
    }
}
