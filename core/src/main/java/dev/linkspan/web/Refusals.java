package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import dev.linkspan.httpsignatures.AcceptSignature;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.vocab.Authority;

/** How requests are refused, whoever refuses them. */
final class Refusals {

    /**
     * What we demand of a signature by RFC 9421, the same for all and always: no nonce that we would have to remember.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-5.1">RFC 9421 §5.1</a>
     */
    private static final String ACCEPT_SIGNATURE = AcceptSignature.forRequests(
                    "sig1", VerificationPolicy.FEDIVERSE, true)
            .serialize();

    private Refusals() {}

    /** The answer to what there is no room for. */
    static WebResponse putOff(Intake.Verdict.Refused refused) {
        return WebResponse.error(
                        Refusal.OVERLOADED.status(),
                        Refusal.OVERLOADED.code(),
                        "this server cannot take more at the moment ("
                                + refused.reason().word() + "); send it again later")
                .with("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
    }

    /** The answer to a body that does not come. */
    static WebResponse late() {
        return WebResponse.error(408, "request_timeout", "the body did not arrive in time; send the request again")
                .with("Connection", "close");
    }

    /** The answer to a body of which not all bytes are as they came: ours is the fault, so the sender may come again. */
    static WebResponse bodyConsumed() {
        return WebResponse.error(
                500,
                "body_consumed",
                "something on this server read or changed the body before it could be verified;"
                        + " its operator has to mend that");
    }

    static WebResponse malformedTarget() {
        return WebResponse.error(400, "malformed_target", "the request target is no valid URI");
    }

    /**
     * The answer to what an inbox refused.
     *
     * @param authority the host that signatures are checked for
     * @param saysAcceptSignature whether the answer says which signature would do
     */
    static WebResponse of(InboxResult.Refused refused, Authority authority, boolean saysAcceptSignature) {
        String detail = refused.detail();
        if (refused.code() == Refusal.SIGNATURE_INVALID) {
            detail += "; signatures are checked for host " + authority;
        }
        WebResponse response =
                WebResponse.error(refused.code().status(), refused.code().code(), detail);
        if (saysAcceptSignature && mayBeSignedBetter(refused.code())) {
            response = response.with("Accept-Signature", ACCEPT_SIGNATURE);
        }
        WebResponse answer = response;
        return refused.retryAfter()
                .map(wait -> answer.with("Retry-After", Long.toString(wait.toSeconds())))
                .orElse(answer);
    }

    /** Whether the sender could do better by signing the same request in another way. */
    private static boolean mayBeSignedBetter(Refusal code) {
        return switch (code) {
            case SIGNATURE_MISSING, SIGNATURE_MALFORMED, SIGNATURE_INVALID, DIGEST_MISMATCH, DATE_OUT_OF_WINDOW -> true;
            default -> false;
        };
    }
}
