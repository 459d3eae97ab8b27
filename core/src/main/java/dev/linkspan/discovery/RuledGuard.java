package dev.linkspan.discovery;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.Authority;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** A guard that also keeps our rules: nothing from blocked hosts, and no request to ourselves. Asked at every redirect. */
record RuledGuard(AddressGuard guard, DomainRules rules, Set<Authority> own) implements AddressGuard {

    RuledGuard {
        own = Set.copyOf(own);
    }

    @Override
    public Optional<String> refusal(URI uri) {
        Optional<Authority> authority = Authority.of(uri);
        if (authority.filter(own::contains).isPresent()) {
            return Optional.of(authority.get() + " is this very server");
        }
        if (authority.filter(host -> rules.isBlocked(host.host())).isPresent()) {
            return Optional.of(authority.get().host() + " is blocked here");
        }
        return guard.refusal(uri);
    }

    @Override
    public Optional<String> refusal(InetAddress address) {
        return guard.refusal(address);
    }
}
