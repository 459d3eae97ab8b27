package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.AcceptSignature;
import dev.linkspan.httpsignatures.AnswerRules;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.ComponentIdentifier;
import dev.linkspan.httpsignatures.SignatureAnswer;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What others would have us sign: it reads as it is written, and nobody talks us into less or more than our rules. */
final class AcceptSignatureTarget implements FuzzTarget {

    private static final AnswerRules RULES = AnswerRules.REQUESTS;

    // RFC 9421 §5.1, and a challenge by which we may sign.
    @Override
    public List<String> seeds() {
        return List.of(
                "e1=();s;hr=3.50;k3",
                "sig1=(\"@method\" \"@target-uri\" \"@authority\" \"content-digest\" \"cache-control\")"
                        + ";keyid=\"test-key-rsa-pss\";created;tag=\"app-123\"",
                "a=(\"@method\" \"@target-uri\" \"date\");created;expires;nonce=\"n\";alg=\"ed25519\", b=()");
    }

    @Override
    public void read(Body input) {
        List<String> lines =
                new String(input.bytes(), StandardCharsets.ISO_8859_1).lines().toList();
        Work.requireAtMost(1_000_000 + 10_000L * input.length(), () -> {
            try {
                answer(AcceptSignature.parse(lines));
            } catch (StructuredFieldException e) {
                // What it is for.
            }
        });
    }

    private static void answer(AcceptSignature wanted) throws StructuredFieldException {
        if (!AcceptSignature.parse(List.of(wanted.serialize())).equals(wanted)) {
            throw new AssertionError(wanted + " is not read as it is written");
        }
        if (wanted.answer(RULES, Genuine.KEY, FieldTarget.RFC9421) instanceof SignatureAnswer.Agreed agreed) {
            List<ComponentIdentifier> components = agreed.profile().components();
            boolean enough = components.containsAll(RULES.minimum().components());
            boolean tooMuch = components.stream()
                    .anyMatch(component -> !RULES.allowed().contains(component)
                            && !RULES.minimum().components().contains(component));
            if (!enough || tooMuch) {
                throw new AssertionError(wanted + " makes us sign " + components);
            }
        }
    }
}
