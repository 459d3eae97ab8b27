package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.SignatureCheck.Outcome;
import dev.linkspan.httpsignatures.SignatureCheck.Subject;
import dev.linkspan.httpsignatures.StandardExplainer.Scene;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one signature through the steps of {@link StandardVerifier}, in its order, and writes down how each ends. For one
 * signature; not thread-safe.
 */
final class Examination {

    private final Scene scene;
    private final String label;
    private final SignatureScheme scheme;
    private final List<SignatureCheck> checks = new ArrayList<>();

    // Each is known only once its step has been taken.
    private @Nullable ParsedSignature<? super HttpMessage.Request> signature;
    private @Nullable VerificationKey key;
    private List<ParsedSignature.Anchor> anchors = List.of();
    private List<String> bases = List.of();
    private List<LikelyCause> causes = new ArrayList<>();

    Examination(Scene scene, String label, SignatureScheme scheme) {
        this.scene = scene;
        this.label = label;
        this.scheme = scheme;
    }

    /** A step of the verifier. */
    private interface Step {
        String take() throws Refusal;
    }

    void passed(Subject subject, String detail) {
        checks.add(SignatureCheck.passed(subject, detail));
    }

    /** Ends the examination at a step without which there is nothing to examine. */
    ExplainedSignature broken(Subject subject, Refusal refusal) {
        checks.add(SignatureCheck.failed(subject, refusal.verdict()));
        Set<Subject> seen = EnumSet.noneOf(Subject.class);
        checks.forEach(check -> seen.add(check.subject()));
        for (Subject rest : Subject.values()) {
            if (!seen.contains(rest)) {
                checks.add(SignatureCheck.notReached(rest, "there is no signature that can be read"));
            }
        }
        return result();
    }

    ExplainedSignature examine(ParsedSignature<? super HttpMessage.Request> parsed) {
        signature = parsed;
        step(Subject.PARAMETERS, () -> {
            SignatureJudge.checkParameters(scene.policy(), parsed);
            return "keyId " + Quoted.of(parsed.keyId()) + ", algorithm " + parsed.statedAlgorithm() + ", covers "
                    + Quoted.of(String.join(" ", parsed.covered()));
        });
        HttpMessage.Request message = scene.message();
        step(Subject.COVERAGE, () -> {
            parsed.checkCoverage(scene.policy(), message, scene.body());
            return "all is covered that must be";
        });
        step(Subject.HOST, () -> {
            SignatureJudge.checkHost(message);
            return message.fields().contains("host")
                    ? "Host is " + message.authority() + ", as this server"
                    : "the request has no Host field";
        });
        clock(parsed);
        step(Subject.DIGEST, () -> {
            DigestCheck.check(scene.policy(), message, scene.body(), parsed.covered());
            return digestDetail(parsed);
        });
        step(Subject.BASE, () -> {
            bases = SignatureJudge.bases(scene.policy(), parsed, message);
            return VisibleText.lines(bases.get(0)).size() + " lines, "
                    + bases.get(0).length() + " characters";
        });
        withKey(parsed);
        if (!result().isValid()) {
            causes = new LikelyCauses(scene, parsed, Optional.ofNullable(key)).find(checks, anchors);
        }
        return result();
    }

    private void step(Subject subject, Step step) {
        try {
            passed(subject, step.take());
        } catch (Refusal refusal) {
            checks.add(SignatureCheck.failed(subject, refusal.verdict()));
        }
    }

    private void clock(ParsedSignature<? super HttpMessage.Request> parsed) {
        TimeWindow window = new TimeWindow(scene.policy(), scene.now());
        try {
            anchors = parsed.anchors(scene.message());
            window.check(anchors, parsed.expires(), parsed.coversExpires());
            checks.add(anchors.stream()
                    .findFirst()
                    .map(anchor -> SignatureCheck.passed(
                            Subject.CLOCK,
                            anchor.source() + " says " + anchor.instant() + ", " + window.distance(anchor.instant())))
                    .orElseGet(() -> SignatureCheck.notReached(Subject.CLOCK, "the signature covers no time")));
        } catch (Refusal refusal) {
            checks.add(SignatureCheck.failed(Subject.CLOCK, refusal.verdict()));
        }
    }

    private String digestDetail(ParsedSignature<? super HttpMessage.Request> parsed) {
        return BodyRule.mustCoverDigest(scene.policy().coverage().floor(), scene.message(), scene.body())
                ? "the digest is that of the " + scene.body().length() + " bytes received"
                : parsed.covered().contains("digest") || parsed.covered().contains("content-digest")
                        ? "the digest is that of an empty body"
                        : "no body, no digest needed";
    }

    private void withKey(ParsedSignature<? super HttpMessage.Request> parsed) {
        switch (scene.keys().resolve(parsed.keyId(), Freshness.CACHED)) {
            case KeyResolution.Missing missing -> noKey(missing);
            case KeyResolution.Found found -> {
                Verification verification = new Verification(scene, parsed, bases, found.key());
                if (!found.fresh() && !verification.isGood()) {
                    withFreshKey(parsed, found.key(), verification);
                } else {
                    settle(found.key(), verification);
                }
            }
        }
    }

    private void withFreshKey(
            ParsedSignature<? super HttpMessage.Request> parsed, VerificationKey failed, Verification verification) {
        switch (scene.keys().resolve(parsed.keyId(), Freshness.FRESH)) {
            case KeyResolution.Missing missing -> noKey(missing);
            case KeyResolution.Found found -> {
                boolean changed = !found.key().equals(failed);
                if (changed) {
                    checks.add(SignatureCheck.note(
                            Subject.KEY, "the remembered key does not fit; its server shows another one now"));
                }
                settle(found.key(), changed ? new Verification(scene, parsed, bases, found.key()) : verification);
            }
        }
    }

    private void noKey(KeyResolution.Missing missing) {
        checks.add(new SignatureCheck(Subject.KEY, Outcome.FAILED, missing.detail(), Optional.empty()));
        for (Subject rest : List.of(Subject.STRENGTH, Subject.ALGORITHM, Subject.SIGNATURE)) {
            checks.add(SignatureCheck.notReached(rest, "there is no key to verify with"));
        }
    }

    private void settle(VerificationKey found, Verification verification) {
        key = found;
        passed(Subject.KEY, found.keyId() + " of " + found.controller());
        checks.addAll(verification.checks());
    }

    private ExplainedSignature result() {
        Optional<ParsedSignature<? super HttpMessage.Request>> parsed = Optional.ofNullable(signature);
        boolean isFound = parsed.isPresent()
                || checks.stream()
                        .anyMatch(check -> check.subject() == Subject.FIELD && check.outcome() == Outcome.PASSED);
        return new ExplainedSignature(
                label,
                isFound ? Optional.of(scheme) : Optional.empty(),
                parsed.map(ParsedSignature::keyId),
                parsed.map(ParsedSignature::covered).orElse(List.of()),
                parsed.map(ParsedSignature::statedAlgorithm),
                anchors.stream().findFirst().map(ParsedSignature.Anchor::instant),
                checks,
                bases.stream().findFirst(),
                Optional.ofNullable(key),
                causes);
    }
}
