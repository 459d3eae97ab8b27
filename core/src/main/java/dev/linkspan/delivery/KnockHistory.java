package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import java.net.URI;
import java.util.Optional;

/**
 * What earlier attempts to deliver one entry say about how to sign the next one. Lost with the process, as the memory of
 * schemes is: then the entry's next attempt is a first one. Immutable.
 *
 * @param last how the last request was signed, if any went out
 * @param isUnknown whether nobody knows what became of that request
 * @param inVain whether a second knock was made for this entry
 * @param remembered what was remembered of the host when that knock was made
 */
record KnockHistory(Optional<Knock> last, boolean isUnknown, boolean inVain, Optional<Knock> remembered) {

    /** No attempt yet. */
    static final KnockHistory NONE = new KnockHistory(Optional.empty(), false, false, Optional.empty());

    /** How to sign the next attempt. */
    Knock first(DoubleKnock knocks, URI inbox) {
        if (isUnknown && last.isPresent()) {
            return last.get(); // it may have been taken
        }
        if (hasKnocked(knocks, inbox) && last.isPresent()) {
            // Both were refused, perhaps because our key was not to be had: from now on they take turns.
            return knocks.other(last.get());
        }
        return knocks.first(inbox);
    }

    /** Whether the next attempt may have a second knock. */
    boolean maySecond(DoubleKnock knocks, URI inbox) {
        return !isUnknown && !hasKnocked(knocks, inbox);
    }

    /** The history after one more attempt. */
    KnockHistory after(Knocks attempt, DoubleKnock knocks, URI inbox) {
        return switch (attempt) {
            case Knocks.Once once ->
                isUnsent(once.exchange())
                        ? this
                        : new KnockHistory(Optional.of(once.knock()), isNoAnswer(once.exchange()), inVain, remembered);
            case Knocks.Twice twice ->
                new KnockHistory(
                        Optional.of(twice.second()), isNoAnswer(twice.exchange()), true, knocks.remembered(inbox));
        };
    }

    private boolean hasKnocked(DoubleKnock knocks, URI inbox) {
        return inVain && remembered.equals(knocks.remembered(inbox));
    }

    private static boolean isNoAnswer(Exchange exchange) {
        return exchange instanceof Exchange.Failed;
    }

    /** Whether it is certain that the request did not go out. */
    static boolean isUnsent(Exchange exchange) {
        return exchange instanceof Exchange.Failed failed
                && switch (failed.failure()) {
                    case FORBIDDEN, UNRESOLVED, BUSY -> true;
                    case CONNECT, TLS, TIMEOUT, TOO_LARGE, PROTOCOL -> false;
                };
    }
}
