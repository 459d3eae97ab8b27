package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.SignatureCheck;
import dev.linkspan.httpsignatures.SignatureExplanation;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.server.inspect.RequestReport.Speaker;

/** The last sentence of a report. */
final class Conclusion {

    private Conclusion() {}

    static String of(SignatureExplanation explanation, BodyReport body, Speaker speaker, boolean isVerified) {
        return switch (explanation.verdict()) {
            case Verdict.Valid valid ->
                isVerified
                        ? "signed with " + valid.key().keyId() + "; " + speaker.detail()
                        : "the HTTP signature is good, but " + speaker.detail();
            case Verdict.Invalid invalid ->
                isVerified
                        ? "there is no HTTP signature, but a signature in the body is its actor's"
                        : first(explanation).orElse(invalid.detail());
            case Verdict.KeyMissing missing -> missing.missing().detail();
        };
    }

    private static java.util.Optional<String> first(SignatureExplanation explanation) {
        return explanation.signatures().getFirst().firstFailure().map(SignatureCheck::detail);
    }
}
