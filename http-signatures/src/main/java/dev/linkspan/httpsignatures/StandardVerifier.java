package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.Member;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * The order is by price: nothing is hashed before the fields parse, and no key is asked for, which may mean a fetch,
 * before everything that needs no key is in order.
 */
final class StandardVerifier implements RequestVerifier {

    /** How many signatures of one request may ask for a key. */
    private static final int MAX_KEYS = 2;

    private final VerificationPolicy policy;
    private final InstantSource clock;
    private final SignatureProvider provider;

    StandardVerifier(VerificationPolicy policy, InstantSource clock, SignatureProvider provider) {
        this.policy = policy;
        this.clock = clock;
        this.provider = provider;
    }

    /** A signature that lacks nothing but its key. */
    private record Checked(ParsedSignature signature, List<String> bases, Instant created) {}

    @Override
    public Verdict verify(HttpMessage.Request message, Body body, KeyResolver keys) {
        try {
            return switch (SignatureFields.scheme(message)) {
                case CAVAGE -> withKey(check(SignatureFields.cavage(message), message, body), keys);
                case RFC9421 -> firstUsable(message, body, keys);
            };
        } catch (Refusal refusal) {
            return refusal.verdict();
        }
    }

    private Verdict firstUsable(HttpMessage.Request message, Body body, KeyResolver keys) throws Refusal {
        Map<String, Member> signatures = SignatureFields.signatures(message);
        List<Verdict> failures = new ArrayList<>();
        int asked = 0;
        for (Map.Entry<String, Member> input : SignatureFields.inputs(message).entrySet()) {
            try {
                Optional<Member> signature = Optional.ofNullable(signatures.get(input.getKey()));
                Rfc9421Signature parsed = Rfc9421Signature.parse(input.getKey(), input.getValue(), signature);
                Checked checked = check(parsed, message, body);
                if (asked++ == MAX_KEYS) {
                    break;
                }
                Verdict verdict = withKey(checked, keys);
                if (verdict instanceof Verdict.Valid) {
                    return verdict;
                }
                failures.add(verdict);
            } catch (Refusal refusal) {
                failures.add(refusal.verdict());
            }
        }
        return failures.get(0);
    }

    private Checked check(ParsedSignature signature, HttpMessage.Request message, Body body) throws Refusal {
        signature.checkCoverage(message, body);
        checkHost(message);
        List<ParsedSignature.Anchor> anchors = signature.anchors(message);
        new TimeWindow(policy, clock.instant()).check(anchors, signature.expires());
        DigestCheck.check(message, body, signature);
        return new Checked(signature, signature.bases(message), anchors.get(0).instant());
    }

    // A signature made for another host would verify over that host's name: it must be the one we were asked as.
    static void checkHost(HttpMessage.Request message) throws Refusal {
        List<String> hosts = message.fields().all("host");
        if (hosts.size() > 1) {
            throw Refusal.malformed("the request has " + hosts.size() + " Host fields (expected: 1)");
        }
        if (!hosts.isEmpty() && !message.isFor(hosts.get(0))) {
            throw new Refusal(
                    Verdict.Reason.SIGNATURE_MISMATCH,
                    "Host is " + Quoted.of(hosts.get(0)) + ", but this is " + Quoted.of(message.authority())
                            + " (a reverse proxy must pass the Host field on unchanged)");
        }
    }

    private Verdict withKey(Checked checked, KeyResolver keys) {
        String keyId = checked.signature().keyId();
        return switch (keys.resolve(keyId, KeyResolver.Freshness.CACHED)) {
            case KeyResolution.Missing missing -> new Verdict.KeyMissing(keyId, missing);
            case KeyResolution.Found found -> {
                Verdict verdict = verify(checked, found.key());
                yield verdict instanceof Verdict.Valid || found.fresh()
                        ? verdict
                        : withFreshKey(checked, keys, found.key(), verdict);
            }
        };
    }

    private Verdict withFreshKey(Checked checked, KeyResolver keys, VerificationKey failed, Verdict verdict) {
        String keyId = checked.signature().keyId();
        return switch (keys.resolve(keyId, KeyResolver.Freshness.FRESH)) {
            case KeyResolution.Missing missing -> new Verdict.KeyMissing(keyId, missing);
            case KeyResolution.Found found -> found.key().equals(failed) ? verdict : verify(checked, found.key());
        };
    }

    private Verdict verify(Checked checked, VerificationKey key) {
        ParsedSignature signature = checked.signature();
        Optional<String> weakness = policy.weakness(key.key());
        if (weakness.isPresent()) {
            return unsupported(weakness.get());
        }
        List<SignatureAlgorithm> algorithms = signature.algorithms(key.key());
        if (algorithms.isEmpty()) {
            return unsupported("the stated algorithm " + Quoted.of(signature.statedAlgorithm()) + " does not fit the "
                    + key.key().getAlgorithm() + " key " + Quoted.of(signature.keyId()));
        }
        for (SignatureAlgorithm algorithm : algorithms) {
            for (String base : checked.bases()) {
                byte[] data = base.getBytes(StandardCharsets.UTF_8);
                if (provider.verify(
                        algorithm, key.key(), data, signature.signature().bytes())) {
                    return new Verdict.Valid(key, signature.scheme(), signature.covered(), checked.created());
                }
            }
        }
        return new Verdict.Invalid(
                Verdict.Reason.SIGNATURE_MISMATCH,
                "the signature is not made by the key " + Quoted.of(signature.keyId()) + " over "
                        + Quoted.of(String.join(" ", signature.covered()))
                        + " as we received them (a proxy that changes Host or path breaks signatures)",
                Optional.of(checked.bases().get(0)));
    }

    private static Verdict unsupported(String detail) {
        return new Verdict.Invalid(Verdict.Reason.ALGORITHM_UNSUPPORTED, detail, Optional.empty());
    }
}
