package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.SignatureCheck.Outcome;
import dev.linkspan.httpsignatures.SignatureCheck.Subject;
import dev.linkspan.httpsignatures.StandardExplainer.Scene;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one key says of a signature: the last steps of {@link StandardVerifier}, each written down. */
final class Verification {

    private final List<SignatureCheck> checks = new ArrayList<>();

    Verification(
            Scene scene,
            ParsedSignature<? super HttpMessage.Request> signature,
            List<String> bases,
            VerificationKey key) {
        Optional<String> weakness = scene.policy().weakness(key.key());
        checks.add(weakness.map(detail -> failed(Subject.STRENGTH, Verdict.Reason.ALGORITHM_UNSUPPORTED, detail))
                .orElseGet(() -> SignatureCheck.passed(Subject.STRENGTH, KeyKind.of(key.key()))));
        List<SignatureAlgorithm> algorithms = SignatureJudge.allowed(scene.policy(), signature.algorithms(key.key()));
        checks.add(algorithm(signature, algorithms, key));
        checks.add(signature(scene, signature, bases, key, algorithms));
    }

    List<SignatureCheck> checks() {
        return checks;
    }

    boolean isGood() {
        return checks.stream().allMatch(check -> check.outcome() == Outcome.PASSED);
    }

    private static SignatureCheck algorithm(
            ParsedSignature<? super HttpMessage.Request> signature,
            List<SignatureAlgorithm> algorithms,
            VerificationKey key) {
        if (algorithms.isEmpty()) {
            List<SignatureAlgorithm> fitting = signature.algorithms(key.key());
            return failed(
                    Subject.ALGORITHM,
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    fitting.isEmpty()
                            ? "the stated algorithm " + Quoted.of(signature.statedAlgorithm()) + " does not fit the "
                                    + key.key().getAlgorithm() + " key"
                            : "the policy does not accept " + fitting.get(0).registeredName());
        }
        String tried =
                algorithms.stream().map(SignatureAlgorithm::registeredName).collect(Collectors.joining(" or "));
        // The key's kind decides, whatever draft-cavage's algorithm parameter says.
        return SignatureCheck.passed(
                Subject.ALGORITHM,
                "stated " + signature.statedAlgorithm() + "; with this key, " + KeyKind.of(key.key()) + ", verified as "
                        + tried);
    }

    private static SignatureCheck signature(
            Scene scene,
            ParsedSignature<? super HttpMessage.Request> signature,
            List<String> bases,
            VerificationKey key,
            List<SignatureAlgorithm> algorithms) {
        if (bases.isEmpty() || algorithms.isEmpty()) {
            return SignatureCheck.notReached(
                    Subject.SIGNATURE,
                    bases.isEmpty() ? "there is no signature base" : "there is no algorithm to verify with");
        }
        for (SignatureAlgorithm algorithm : algorithms) {
            for (String base : bases) {
                byte[] data = base.getBytes(StandardCharsets.UTF_8);
                if (scene.provider()
                        .verify(
                                algorithm,
                                key.key(),
                                data,
                                signature.signature().bytes())) {
                    String how = base.equals(bases.get(0)) ? "" : ", made without the query";
                    return SignatureCheck.passed(
                            Subject.SIGNATURE, "made by this key with " + algorithm.registeredName() + how);
                }
            }
        }
        return failed(
                Subject.SIGNATURE,
                Verdict.Reason.SIGNATURE_MISMATCH,
                "the " + signature.signature().length() + " bytes are no signature of this key" + fingerprint(key)
                        + " over the signature base");
    }

    /** So that people can compare it with the sender's. */
    private static String fingerprint(VerificationKey key) {
        return key.publicKey()
                .map(publicKey -> " (fingerprint " + KeyFingerprint.of(publicKey) + ")")
                .orElse("");
    }

    private static SignatureCheck failed(Subject subject, Verdict.Reason reason, String detail) {
        return SignatureCheck.failed(subject, new Verdict.Invalid(reason, detail, Optional.empty()));
    }
}
