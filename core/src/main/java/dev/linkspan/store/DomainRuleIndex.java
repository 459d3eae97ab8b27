package dev.linkspan.store;

import dev.linkspan.store.DomainRules.DomainRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All domain rules in memory. */
final class DomainRuleIndex {

    private final ConcurrentHashMap<String, DomainRule> byHost = new ConcurrentHashMap<>();

    void put(DomainRule rule) {
        byHost.put(rule.host(), rule);
    }

    void remove(String host) {
        byHost.remove(host);
    }

    /** The rule for the host or for the nearest domain above it: at most 127 look-ups, as a name has no more labels. */
    Optional<DomainRule> ruleFor(String host) {
        String suffix = host;
        while (true) {
            DomainRule rule = byHost.get(suffix);
            int dot = suffix.indexOf('.');
            if (rule != null || dot < 0) {
                return Optional.ofNullable(rule);
            }
            suffix = suffix.substring(dot + 1);
        }
    }

    List<DomainRule> all() {
        return byHost.values().stream()
                .sorted(Comparator.comparing(DomainRule::host))
                .toList();
    }
}
