package dev.linkspan.client;

import dev.linkspan.httpsignatures.AcceptSignature;
import dev.linkspan.httpsignatures.AnswerRules;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.SignatureAnswer;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.SigningProfile;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code Accept-Signature} of an answer (attacks.md S-29).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-5.2">RFC 9421 §5.2</a>
 */
final class Challenge {

    private static final Logger LOG = LoggerFactory.getLogger(Challenge.class);

    private Challenge() {}

    /** The signature that we are ready to make of what is asked for; empty if nothing is, or nothing we would. */
    static Optional<SigningProfile> answer(
            Exchange.Answered answer, AnswerRules rules, HttpMessage.Request request, SigningKey key) {
        List<String> lines = answer.fields().all("Accept-Signature");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            return switch (AcceptSignature.parse(lines).answer(rules, key, request)) {
                case SignatureAnswer.Agreed agreed -> Optional.of(agreed.profile());
                case SignatureAnswer.Declined declined -> ignored(request, declined.reason());
            };
        } catch (StructuredFieldException e) {
            return ignored(request, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<SigningProfile> ignored(HttpMessage.Request request, String reason) {
        LOG.debug("ignored Accept-Signature target={} reason={}", request.targetUri(), reason);
        return Optional.empty();
    }
}
