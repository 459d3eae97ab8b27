package dev.linkspan.federation;

import dev.linkspan.store.DomainRules;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    void tidy() {
        if (isDue()) {
            endRelations();
        }
    }

    private synchronized boolean isDue() {
        return !rules.all().equals(seen) || looked.plus(INTERVAL).isBefore(clock.instant());
    }

    /**
     * Ends all relations with actors of blocked hosts. The listener hears of it before this returns, and may call anything.
     *
     * @return how many there were
     */
    int endRelations() {
        Map<String, Integer> ended = new LinkedHashMap<>();
        try {
            end(ended);
        } finally {
            ended.forEach(this::tell);
        }
        return ended.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized void end(Map<String, Integer> ended) {
        List<DomainRule> now = rules.all();
        String last = "";
        List<String> page;
        do {
            page = follows.authorities(last, PAGE);
            for (String authority : page) {
                last = authority;
                int relations = isBlocked(authority) ? follows.removeAll(authority) : 0;
                if (relations > 0) { // else somebody else was first
                    ended.put(authority, relations);
                }
            }
        } while (!page.isEmpty());
        // Only now: what failed is looked at again.
        seen = now;
        looked = clock.instant();
    }

    private boolean isBlocked(String authority) {
        return rules.isBlockedAt("https://" + authority);
    }

    private void tell(String authority, int relations) {
        log.info("{} relations with actors of {} ended: it is blocked", relations, LogText.of(authority));
        try {
            application.onBlocked(authority, relations);
        } catch (RuntimeException e) {
            log.warn("a listener failed on a host that is blocked", e);
        }
    }
}
