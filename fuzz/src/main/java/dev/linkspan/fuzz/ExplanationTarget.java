package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestExplainer;
import dev.linkspan.httpsignatures.SignatureExplanation;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.util.List;

/** A whole request, explained: the explanation ends in the verifier's own verdict. */
final class ExplanationTarget implements FuzzTarget {

    private static final RequestExplainer EXPLAINER =
            RequestExplainer.of(VerificationPolicy.FEDIVERSE, () -> Genuine.NOW);

    @Override
    public List<String> seeds() {
        return new RequestTarget().seeds();
    }

    @Override
    public void read(Body input) {
        RequestTarget.request(input).ifPresent(request -> explain(request.message(), request.body()));
    }

    private static void explain(HttpMessage.Request message, Body body) {
        SignatureExplanation explanation = EXPLAINER.explain(message, body, Genuine.KEYS);
        if (!explanation.verdict().equals(Genuine.verdict(message, body))) {
            throw new AssertionError("explained as " + explanation + ", but the verdict is "
                    + Genuine.verdict(message, body) + " of " + message);
        }
    }
}
