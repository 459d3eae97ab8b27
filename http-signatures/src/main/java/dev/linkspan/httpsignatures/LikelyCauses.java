package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.SignatureCheck.Outcome;
import dev.linkspan.httpsignatures.SignatureCheck.Subject;
import dev.linkspan.httpsignatures.StandardExplainer.Scene;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tries what usually goes wrong, most usual first, until a change makes the signature verify. */
final class LikelyCauses {

    private static final int MAX_CAUSES = 3;

    private final Scene scene;
    private final ParsedSignature<? super HttpMessage.Request> signature;
    private final Optional<VerificationKey> key;
    private final Set<String> tried = new HashSet<>();
    private int trials;

    LikelyCauses(Scene scene, ParsedSignature<? super HttpMessage.Request> signature, Optional<VerificationKey> key) {
        this.scene = scene;
        this.signature = signature;
        this.key = key;
    }

    List<LikelyCause> find(List<SignatureCheck> checks, List<ParsedSignature.Anchor> anchors) {
        Set<Subject> broken = EnumSet.noneOf(Subject.class);
        checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED || check.outcome() == Outcome.NOT_REACHED)
                .forEach(check -> broken.add(check.subject()));
        List<LikelyCause> causes = new ArrayList<>();
        if (broken.contains(Subject.DIGEST)) {
            causes.addAll(BodySuspects.find(scene.policy(), scene.message(), scene.body(), signature));
        }
        if (broken.contains(Subject.SIGNATURE)) {
            signatureCauses(causes);
        } else if (broken.contains(Subject.HOST)) {
            causes.add(new LikelyCause(
                    "this server is asked as "
                            + scene.message().fields().first("host").orElse("(none)"),
                    "a proxy asks under another name than the sender did, or the request was made for another server"));
        }
        if (broken.equals(EnumSet.of(Subject.CLOCK)) && !anchors.isEmpty()) {
            causes.add(
                    new LikelyCause(
                            "the clock says " + anchors.get(0).instant(),
                            "all else is right, so it was valid when it was made: a late or repeated request, or a wrong clock"));
        }
        return causes;
    }

    private void signatureCauses(List<LikelyCause> causes) {
        Scenery scenery = new Scenery(scene.message(), scene.body(), signature);
        if (key.isPresent()) {
            Iterator<Suspect> suspects = Stream.of(
                            AlgorithmSuspects.of(key.get(), scene.message()),
                            HostSuspects.of(scenery),
                            TargetSuspects.of(scenery),
                            FieldSuspects.of(scenery),
                            BaseSuspects.of(scenery),
                            HostSuspects.withTarget(scenery),
                            DateSuspects.of(scenery))
                    .flatMap(stream -> stream)
                    .iterator();
            while (causes.size() < MAX_CAUSES && trials < scene.maxTrials() && suspects.hasNext()) {
                Suspect suspect = suspects.next();
                if (verifies(suspect, key.get())) {
                    causes.add(suspect.cause());
                }
            }
        }
        for (VerificationKey other : scene.others()) {
            boolean same = key.filter(known -> known.key().equals(other.key())).isPresent();
            if (!same && trials < scene.maxTrials() && verifies(Suspect.unchanged(scene.message()), other)) {
                causes.add(new LikelyCause(
                        "the key is " + other.keyId() + " of " + other.controller(),
                        "keyId names another key than the one that signed"));
            }
        }
    }

    private boolean verifies(Suspect suspect, VerificationKey with) {
        List<String> bases;
        try {
            bases = signature.bases(suspect.message());
        } catch (Refusal refusal) {
            return false;
        }
        List<SignatureAlgorithm> algorithms =
                suspect.algorithm().map(List::of).orElseGet(() -> signature.algorithms(with.key()));
        for (SignatureAlgorithm algorithm : algorithms) {
            for (String base : bases) {
                String changed = suspect.rewriting().apply(base);
                if (tried.add(with.keyId() + '\n' + algorithm + '\n' + changed) && verifies(changed, algorithm, with)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean verifies(String base, SignatureAlgorithm algorithm, VerificationKey with) {
        trials++;
        return algorithm.fits(with.key())
                && scene.provider()
                        .verify(
                                algorithm,
                                with.key(),
                                base.getBytes(StandardCharsets.UTF_8),
                                signature.signature().bytes());
    }
}
