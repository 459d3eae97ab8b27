package dev.linkspan.discovery;

import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.client.Fetched;
import dev.linkspan.vocab.LogText;

/**
 * What was looked for on the network is not there, or not to be had.
 *
 * @param reason the kind
 * @param detail a sentence for the log and for whoever asked
 */
public record Missing(Reason reason, String detail)
        implements ObjectLookup,
                ReferenceLookup,
                AccountLookup,
                CollectionLookup,
                WebFingerLookup,
                HostMetaLookup,
                NodeInfoLookup,
                ClaimCheck {

    /** Why there is nothing. */
    public enum Reason {
        /** What was asked for is neither a name nor an address. */
        UNUSABLE_NAME,
        /** Our own rules forbid it: a blocked host, a private address, our own server. Nobody was asked. */
        FORBIDDEN,
        /** The server says that there is no such thing. */
        NOT_FOUND,
        /** The server says that it is gone for good. */
        GONE,
        /** The server shows it to others only. */
        DENIED,
        /** The server answers, but not with what was asked for. */
        UNUSABLE_ANSWER,
        /** Documents contradict each other about what it is or whose it is. */
        CONTRADICTED,
        /** No answer, or none just now. Later may be better. */
        UNREACHABLE,
        /** The budget of the task was spent before it was found. */
        BUDGET_SPENT
    }

    static Missing unusable(String url, String detail) {
        return new Missing(Reason.UNUSABLE_ANSWER, LogText.of(url) + ": " + detail);
    }

    static Missing contradicted(String detail) {
        return new Missing(Reason.CONTRADICTED, detail);
    }

    static Missing of(String url, Fetched.Refused refused) {
        return new Missing(reason(refused.status()), LogText.of(url) + ": " + refused.detail());
    }

    static Missing of(String url, Fetched.Unreachable unreachable) {
        Reason reason = unreachable.failure() == Failure.FORBIDDEN ? Reason.FORBIDDEN : Reason.UNREACHABLE;
        return new Missing(reason, LogText.of(url) + ": " + unreachable.detail());
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 404 -> Reason.NOT_FOUND;
            case 410 -> Reason.GONE;
            case 401, 403 -> Reason.DENIED;
            case 408, 425, 429 -> Reason.UNREACHABLE;
            default -> status >= 500 ? Reason.UNREACHABLE : Reason.UNUSABLE_ANSWER;
        };
    }
}
