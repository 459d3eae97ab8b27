package dev.linkspan.federation;

import dev.linkspan.store.DomainRules;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With the actors of a blocked host ours have nothing to do any more, and nobody tells them. The rules say which hosts these are,
 * subdomains and exceptions included, on whatever port. Thread-safe.
 */
final class BlockedHosts {

    /** How long a relation may stand that was made while its host was being blocked. */
    static final Duration INTERVAL = Duration.ofHours(1);

    private static final int PAGE = 500;
    private static final Logger log = LoggerFactory.getLogger(BlockedHosts.class);

    private final DomainRules rules;
    private final Follows follows;
    private final RelationListener application;
    private final InstantSource clock;
    private List<DomainRule> seen = List.of();
    private Instant looked = Instant.MIN;

    BlockedHosts(DomainRules rules, Follows follows, RelationListener application, InstantSource clock) {
        this.rules = rules;
        this.follows = follows;
        this.application = application;
        this.clock = clock;
    }

    /** To be called now and then: looks at the relations if the rules have changed, by whomever, and each hour. */
    synchronized void tidy() {
        List<DomainRule> now = rules.all();
        if (!now.equals(seen) || looked.plus(INTERVAL).isBefore(clock.instant())) {
            endRelations();
        }
    }

    /**
     * Ends all relations with actors of blocked hosts.
     *
     * @return how many there were
     */
    synchronized int endRelations() {
        List<DomainRule> now = rules.all();
        int ended = 0;
        String last = "";
        List<String> page;
        do {
            page = follows.authorities(last, PAGE);
            for (String authority : page) {
                last = authority;
                ended += isBlocked(authority) ? end(authority) : 0;
            }
        } while (!page.isEmpty());
        // Only now: what failed is looked at again.
        seen = now;
        looked = clock.instant();
        return ended;
    }

    private boolean isBlocked(String authority) {
        return Authority.of("https://" + authority)
                .filter(host -> rules.isBlocked(host.host()))
                .isPresent();
    }

    private int end(String authority) {
        int relations = follows.removeAll(authority);
        log.info("{} relations with actors of {} ended: it is blocked", relations, LogText.of(authority));
        try {
            application.onBlocked(authority, relations);
        } catch (RuntimeException e) {
            log.warn("a listener failed on a host that is blocked", e);
        }
        return relations;
    }
}
