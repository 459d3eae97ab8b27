package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/*
 * Judges one parsed signature. The order is by price: nothing is hashed before the fields parse, and no key is asked
 * for, which may mean a fetch, before everything that needs no key is in order. A nonce is spent last, by a signature
 * that is valid otherwise.
 */
final class SignatureJudge {

    private final VerificationPolicy policy;
    private final InstantSource clock;
    private final SignatureProvider provider;

    SignatureJudge(VerificationPolicy policy, InstantSource clock, SignatureProvider provider) {
        this.policy = policy;
        this.clock = clock;
        this.provider = provider;
    }

    /** A signature that lacks nothing but its key. */
    record Checked(ParsedSignature<?> signature, List<String> bases, Instant created) {}

    VerificationPolicy policy() {
        return policy;
    }

    <M extends HttpMessage> Checked check(ParsedSignature<? super M> signature, M message, Body body) throws Refusal {
        checkParameters(policy, signature);
        signature.checkCoverage(policy, message, body);
        if (message instanceof HttpMessage.Request request) {
            checkHost(request);
        }
        List<ParsedSignature.Anchor> anchors = signature.anchors(message);
        new TimeWindow(policy, clock.instant()).check(anchors, signature.expires(), signature.coversExpires());
        DigestCheck.check(policy, message, body, signature.covered());
        return new Checked(
                signature, bases(policy, signature, message), anchors.get(0).instant());
    }

    /** The strings that may have been signed, as far as the policy lets them count. */
    static <M extends HttpMessage> List<String> bases(
            VerificationPolicy policy, ParsedSignature<? super M> signature, M message) throws Refusal {
        List<String> bases = signature.bases(message);
        return policy.coverage().allowsPathWithoutQuery() ? bases : bases.subList(0, 1);
    }

    /** Whether the policy takes the grammar, and has the nonce that it wants. */
    static void checkParameters(VerificationPolicy policy, ParsedSignature<?> signature) throws Refusal {
        SignatureScheme scheme = signature.scheme();
        if (!policy.schemes().contains(scheme)) {
            throw new Refusal(
                    Verdict.Reason.POLICY_UNMET,
                    "the signature is " + scheme + " (expected: " + policy.schemes() + ")");
        }
        if (policy.nonces().isPresent() && signature.nonce().orElse("").isEmpty()) {
            throw new Refusal(Verdict.Reason.POLICY_UNMET, "the signature has no nonce, which we demand");
        }
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

    /** The verdict but for the nonce. */
    Verdict withKey(Checked checked, KeyResolver keys) {
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

    Verdict verify(Checked checked, VerificationKey key) {
        ParsedSignature<?> signature = checked.signature();
        Optional<String> weakness = policy.weakness(key.key());
        if (weakness.isPresent()) {
            return unsupported(weakness.get());
        }
        List<SignatureAlgorithm> fitting = signature.algorithms(key.key());
        if (fitting.isEmpty()) {
            return unsupported("the stated algorithm " + Quoted.of(signature.statedAlgorithm()) + " does not fit the "
                    + key.key().getAlgorithm() + " key " + Quoted.of(signature.keyId()));
        }
        List<SignatureAlgorithm> algorithms = allowed(policy, fitting);
        if (algorithms.isEmpty()) {
            return unsupported("our policy does not accept " + fitting.get(0).registeredName()
                    + ", the algorithm of the " + key.key().getAlgorithm() + " key " + Quoted.of(signature.keyId()));
        }
        for (String base : checked.bases()) {
            byte[] data = base.getBytes(StandardCharsets.UTF_8);
            for (SignatureAlgorithm algorithm : algorithms) {
                if (provider.verify(
                        algorithm, key.key(), data, signature.signature().bytes())) {
                    boolean isWhole = base.equals(checked.bases().get(0));
                    List<String> covered = isWhole ? signature.covered() : withoutQuery(signature.covered());
                    return new Verdict.Valid(key, signature.scheme(), covered, checked.created());
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

    private static List<String> withoutQuery(List<String> covered) {
        return covered.stream()
                .map(name -> name.equals(CavageBase.TARGET) || name.equals(CavageBase.TARGET_ALIAS)
                        ? "(request-target without query)"
                        : name)
                .toList();
    }

    /** Those that the policy takes. */
    static List<SignatureAlgorithm> allowed(VerificationPolicy policy, List<SignatureAlgorithm> fitting) {
        if (policy.algorithms().containsAll(fitting)) {
            return fitting;
        }
        List<SignatureAlgorithm> allowed = new ArrayList<>(fitting);
        allowed.retainAll(policy.algorithms());
        return allowed;
    }

    private static Verdict unsupported(String detail) {
        return new Verdict.Invalid(Verdict.Reason.ALGORITHM_UNSUPPORTED, detail, Optional.empty());
    }

    /** The last step, for a signature whose message is accepted otherwise: its nonce must be new, and is used up. */
    Verdict spendingNonce(Checked checked, Verdict.Valid valid) {
        if (policy.nonces().isEmpty()) {
            return valid;
        }
        Instant until = checked.created().plus(policy.time().longest());
        String nonce = checked.signature().nonce().orElseThrow();
        return switch (policy.nonces().get().accept(valid.key().keyId(), nonce, until)) {
            case ACCEPTED -> valid;
            case SEEN_BEFORE -> replayed("the nonce " + Quoted.of(nonce) + " was used before");
            case NO_ROOM -> replayed("the key has too many nonces at a time; slow down");
        };
    }

    private static Verdict replayed(String detail) {
        return new Verdict.Invalid(Verdict.Reason.REPLAYED, detail, Optional.empty());
    }
}
