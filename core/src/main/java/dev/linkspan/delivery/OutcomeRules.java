package dev.linkspan.delivery;

import dev.linkspan.client.Exchange;
import dev.linkspan.delivery.Outcome.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an answer, or none, means for the delivery. Thread-safe. */
final class OutcomeRules {

    /** Our own transport is busy with this host: soon again. */
    private static final Duration OWN_FAULT = Duration.ofSeconds(2);

    /** From this failure in a row on, a host that asks for shorter and shorter pauses gets our own. */
    private static final int TRUST_NO_LONGER = 3;

    private final Backoff backoff;

    OutcomeRules(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * The outcome of an exchange.
     *
     * @param attempt the how manieth attempt in a row this was, from 1
     */
    Outcome judge(Exchange exchange, int attempt, Instant now) {
        return switch (exchange) {
            case Exchange.Answered answered -> answered(answered, attempt, now);
            case Exchange.Failed failed ->
                switch (failed.failure()) {
                    case FORBIDDEN -> new Outcome.Refused(0, "our address rules forbid it: " + failed.detail());
                    case BUSY -> ownFault("our transport is busy: " + failed.detail(), now);
                    case UNRESOLVED, CONNECT, TLS, TIMEOUT, PROTOCOL ->
                        retry(Cause.NO_ANSWER, failed.failure() + ": " + failed.detail(), attempt, now);
                    // It did answer, at length.
                    case TOO_LARGE -> retry(Cause.ERROR, "TOO_LARGE: " + failed.detail(), attempt, now);
                };
        };
    }

    /** The outcome of an attempt; after two requests its reason tells of both. */
    Outcome judge(Knocks knocks, int attempt, Instant now) {
        Outcome outcome = judge(knocks.counting(), attempt, now);
        return switch (knocks) {
            case Knocks.Once once -> outcome;
            case Knocks.Twice twice ->
                switch (outcome) {
                    case Outcome.RetryAt retry -> new Outcome.RetryAt(retry.when(), retry.cause(), twice.summary());
                    case Outcome.Refused refused -> new Outcome.Refused(refused.status(), twice.summary());
                    case Outcome.Delivered delivered -> delivered;
                    case Outcome.Gone gone -> gone;
                    case Outcome.GaveUp gaveUp -> gaveUp;
                };
        };
    }

    /** Something of ours went wrong: the same again in a moment, and nobody's record suffers. */
    static Outcome ownFault(String reason, Instant now) {
        return new Outcome.RetryAt(now.plus(OWN_FAULT), Cause.OURS, reason);
    }

    private Outcome answered(Exchange.Answered answered, int attempt, Instant now) {
        int status = answered.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(status);
        }
        return switch (status) {
            case 410 -> new Outcome.Gone(status);
            case 401, 408, 429 -> later(answered, attempt, now);
            case 501 -> new Outcome.Refused(status, "not implemented there");
            default -> {
                if (status >= 300 && status < 400) {
                    // N-14: a signature is for one target; nothing of it goes elsewhere.
                    yield new Outcome.Refused(status, "redirects are not followed");
                }
                yield status >= 400 && status < 500
                        ? new Outcome.Refused(status, "refused there")
                        : later(answered, attempt, now);
            }
        };
    }

    private Outcome later(Exchange.Answered answered, int attempt, Instant now) {
        String reason = "status " + answered.status();
        Optional<Duration> wish = answered.fields().first("Retry-After").flatMap(value -> RetryAfter.parse(value, now));
        if (wish.isEmpty()) {
            return retry(answered.status() == 429 ? Cause.ASKED : Cause.ERROR, reason, attempt, now);
        }
        Duration delay = wish.get();
        if (attempt >= TRUST_NO_LONGER) {
            Duration own = backoff.delay(attempt);
            delay = own.compareTo(delay) > 0 ? own : delay;
        }
        return new Outcome.RetryAt(now.plus(delay), Cause.ASKED, reason + ", Retry-After " + wish.get());
    }

    private Outcome retry(Cause cause, String reason, int attempt, Instant now) {
        return new Outcome.RetryAt(now.plus(backoff.delay(attempt)), cause, reason);
    }
}
