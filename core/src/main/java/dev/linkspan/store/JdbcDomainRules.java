package dev.linkspan.store;

import dev.linkspan.store.Change.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The domain rules in a database, read from memory. */
final class JdbcDomainRules implements DomainRules, Mirror {

    private static final String ALL = "SELECT host, kind, reason FROM domain_rule";
    private static final String ONE = ALL + " WHERE host = ?";
    private static final String PUT = "INSERT INTO domain_rule (host, kind, reason) VALUES (?, ?, ?)"
            + " ON CONFLICT (host) DO UPDATE SET kind = excluded.kind, reason = excluded.reason";
    private static final String REMOVE = "DELETE FROM domain_rule WHERE host = ?";

    private final GroupCommit writer;
    private final Readers readers;
    private final DomainRuleIndex index = new DomainRuleIndex();
    private final ReentrantLock reloading = new ReentrantLock();

    JdbcDomainRules(GroupCommit writer, Readers readers, News news) {
        this.writer = writer;
        this.readers = readers;
        news.add(Topic.DOMAIN_RULE, this);
    }

    @Override
    public void reload(String host) {
        reloading.lock();
        try {
            readers.read(session -> session.first(ONE, JdbcDomainRules::read, host))
                    .ifPresentOrElse(index::put, () -> index.remove(host));
        } finally {
            reloading.unlock();
        }
    }

    @Override
    public void reloadAll() {
        reloading.lock();
        try {
            List<DomainRule> stored = readers.read(session -> session.list(ALL, JdbcDomainRules::read));
            Set<String> hosts = stored.stream().map(DomainRule::host).collect(Collectors.toSet());
            index.all().stream()
                    .map(DomainRule::host)
                    .filter(host -> !hosts.contains(host))
                    .forEach(index::remove);
            stored.forEach(index::put);
        } finally {
            reloading.unlock();
        }
    }

    private static DomainRule read(ResultSet row) throws SQLException {
        return new DomainRule(row.getString("host"), Kind.valueOf(row.getString("kind")), row.getString("reason"));
    }

    @Override
    public Optional<DomainRule> ruleFor(String host) {
        return index.ruleFor(host);
    }

    @Override
    public void put(DomainRule rule) {
        writer.commit(transaction -> {
            transaction.changed(new Change(Topic.DOMAIN_RULE, rule.host()));
            return transaction.session().run(PUT, rule.host(), rule.kind().name(), rule.reason());
        });
    }

    @Override
    public void remove(String host) {
        writer.commit(transaction -> {
            transaction.changed(new Change(Topic.DOMAIN_RULE, host));
            return transaction.session().run(REMOVE, host);
        });
    }

    @Override
    public List<DomainRule> all() {
        return index.all();
    }
}
