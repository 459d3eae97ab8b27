package dev.linkspan.store;

import dev.linkspan.vocab.Authority;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which hosts the operator blocks or explicitly allows. A rule for {@code example.org} also holds for its subdomains; the
 * longest matching rule wins. Reading is from memory.
 */
public interface DomainRules {

    /**
     * The rule that holds for a host.
     *
     * @param host a host name without port, in lower case ASCII
     */
    Optional<DomainRule> ruleFor(String host);

    /** Writes a rule, in place of one for the same host. */
    void put(DomainRule rule);

    /** Removes the rule for exactly this host, if there is one. */
    void remove(String host);

    /** All rules, by host. */
    List<DomainRule> all();

    /** Whether a host is blocked. */
    default boolean isBlocked(String host) {
        return ruleFor(host).map(rule -> rule.kind() == Kind.BLOCK).orElse(false);
    }

    /** Whether the host of an id or an address is blocked; what names no host is not. */
    default boolean isBlockedAt(String uri) {
        return Authority.of(uri).filter(host -> isBlocked(host.host())).isPresent();
    }

    /** Whether a host is explicitly allowed. */
    default boolean isAllowed(String host) {
        return ruleFor(host).map(rule -> rule.kind() == Kind.ALLOW).orElse(false);
    }

    /** What a rule does. */
    enum Kind {
        /** Nothing from there, nothing to there, no fetch. */
        BLOCK,
        /** May publish where only listed hosts may. */
        ALLOW
    }

    /**
     * One rule.
     *
     * @param host the host it is for, in lower case ASCII
     * @param kind what it does
     * @param reason why, for the operator; may be empty
     */
    record DomainRule(String host, Kind kind, String reason) {
        /**
         * Checks the host's spelling.
         *
         * @throws IllegalArgumentException if it is empty, not in lower case, or starts or ends with a dot
         */
        public DomainRule {
            if (host.isEmpty()
                    || host.startsWith(".")
                    || host.endsWith(".")
                    || !host.equals(host.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "host: \"" + host + "\" (expected: a name in lower case, no outer dots)");
            }
        }
    }
}
