package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;

/** The requests of one attempt and what came of them. */
sealed interface Knocks {

    /** The exchange that says what became of the attempt. */
    Exchange counting();

    /**
     * One request.
     *
     * @param knock how it was signed
     * @param exchange what came of it
     */
    record Once(Knock knock, Exchange exchange) implements Knocks {
        @Override
        public Exchange counting() {
            return exchange;
        }
    }

    /**
     * Two requests: the first was refused for what may have been its scheme.
     *
     * @param first how the first was signed
     * @param refusal the answer to it
     * @param second how the second was signed
     * @param exchange what came of the second
     */
    record Twice(Knock first, Exchange.Answered refusal, Knock second, Exchange exchange) implements Knocks {

        /**
         * The second, unless it too was refused for what may have been its scheme: most servers know one scheme only and
         * say of the other what they say of garbage, which must neither drop an entry nor have a bad one tried for days.
         */
        @Override
        public Exchange counting() {
            return exchange instanceof Exchange.Answered answered && DoubleKnock.mayBeTheScheme(answered)
                    ? refusal
                    : exchange;
        }

        /** Both answers in one line, for the log and the status. */
        String summary() {
            return refusal.status() + " with " + first + ", " + said(exchange) + " with " + second;
        }

        private static String said(Exchange exchange) {
            return switch (exchange) {
                case Exchange.Answered answered -> Integer.toString(answered.status());
                case Exchange.Failed failed -> failed.failure() + " (" + failed.detail() + ")";
            };
        }
    }
}
