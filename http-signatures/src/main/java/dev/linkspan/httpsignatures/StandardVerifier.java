package dev.linkspan.httpsignatures;

import java.time.InstantSource;

/** Recognises the grammar of a request's signature and has it judged. */
final class StandardVerifier implements RequestVerifier {

    private final SignatureJudge judge;
    private final Rfc9421Verifier rfc9421;

    StandardVerifier(VerificationPolicy policy, InstantSource clock, SignatureProvider provider) {
        this.judge = new SignatureJudge(policy, clock, provider);
        this.rfc9421 = new Rfc9421Verifier(judge, FieldTypes.registered());
    }

    @Override
    public Verdict verify(HttpMessage.Request message, Body body, KeyResolver keys) {
        return switch (SignatureFields.scheme(message)) {
            case CAVAGE -> cavage(message, body, keys);
            case RFC9421 -> rfc9421.verdict(message, body, keys);
        };
    }

    private Verdict cavage(HttpMessage.Request message, Body body, KeyResolver keys) {
        try {
            return judge.withKey(judge.check(SignatureFields.cavage(message), message, body), keys);
        } catch (Refusal refusal) {
            return refusal.verdict();
        }
    }
}
