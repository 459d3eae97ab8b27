package dev.linkspan.store;

import java.util.List;
import java.util.Optional;

/** The domain rules in memory. */
final class MemoryDomainRules implements DomainRules {

    private final DomainRuleIndex index = new DomainRuleIndex();

    @Override
    public Optional<DomainRule> ruleFor(String host) {
        return index.ruleFor(host);
    }

    @Override
    public void put(DomainRule rule) {
        index.put(rule);
    }

    @Override
    public void remove(String host) {
        index.remove(host);
    }

    @Override
    public List<DomainRule> all() {
        return index.all();
    }
}
