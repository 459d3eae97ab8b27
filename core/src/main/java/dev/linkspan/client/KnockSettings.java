package dev.linkspan.client;

import dev.linkspan.httpsignatures.AnswerRules;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.time.Duration;

/**
 * How to find out which signature scheme a server takes.
 *
 * @param firstKnock what to try first with a server that is not known yet; {@link SignatureScheme#CAVAGE} unless
 *     configured, for every server takes it and few verify RFC 9421
 * @param knockOn403 whether 403 is answered with a second knock too, as 400 and 401 are; no unless configured: nearly
 *     always it means that we are blocked
 * @param maxHosts how many servers' schemes are remembered; 100,000 unless configured, more than there are servers
 * @param memory how long a scheme is remembered; 7 days unless configured
 * @param answers what we sign by RFC 9421 when a refusal asks for it in {@code Accept-Signature}; the harmless components
 *     of {@link AnswerRules#REQUESTS}, and no tag, unless configured
 */
public record KnockSettings(
        SignatureScheme firstKnock, boolean knockOn403, int maxHosts, Duration memory, AnswerRules answers) {

    /** Checks the numbers. */
    public KnockSettings {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("maxHosts: " + maxHosts + " (expected: at least 1)");
        }
        if (!memory.isPositive()) {
            throw new IllegalArgumentException("memory: " + memory + " (expected: more than 0)");
        }
    }

    /** The defaults. */
    public static KnockSettings defaults() {
        return new KnockSettings(SignatureScheme.CAVAGE, false, 100_000, Duration.ofDays(7), AnswerRules.REQUESTS);
    }

    /** These settings with another first knock. */
    public KnockSettings withFirstKnock(SignatureScheme scheme) {
        return new KnockSettings(scheme, knockOn403, maxHosts, memory, answers);
    }

    /** These settings with or without a second knock on 403. */
    public KnockSettings withKnockOn403(boolean knock) {
        return new KnockSettings(firstKnock, knock, maxHosts, memory, answers);
    }

    /** These settings with another bound on what is remembered: for how many servers, and for how long. */
    public KnockSettings withMemory(int hosts, Duration time) {
        return new KnockSettings(firstKnock, knockOn403, hosts, time, answers);
    }

    /** These settings with other rules for what we sign when asked. */
    public KnockSettings withAnswers(AnswerRules rules) {
        return new KnockSettings(firstKnock, knockOn403, maxHosts, memory, rules);
    }
}
