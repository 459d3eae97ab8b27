package dev.linkspan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The domain rules in a database, read from memory. */
final class JdbcDomainRules implements DomainRules {

    private static final String ALL = "SELECT host, kind, reason FROM domain_rule";
    private static final String PUT = "INSERT INTO domain_rule (host, kind, reason) VALUES (?, ?, ?)"
            + " ON CONFLICT (host) DO UPDATE SET kind = excluded.kind, reason = excluded.reason";
    private static final String REMOVE = "DELETE FROM domain_rule WHERE host = ?";

    private final GroupCommit writer;
    private final DomainRuleIndex index = new DomainRuleIndex();

    JdbcDomainRules(GroupCommit writer, List<DomainRule> stored) {
        this.writer = writer;
        stored.forEach(index::put);
    }

    static List<DomainRule> load(Session session) throws SQLException {
        return session.list(ALL, JdbcDomainRules::read);
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
            transaction.afterCommit(() -> index.put(rule));
            return transaction.session().run(PUT, rule.host(), rule.kind().name(), rule.reason());
        });
    }

    @Override
    public void remove(String host) {
        writer.commit(transaction -> {
            transaction.afterCommit(() -> index.remove(host));
            return transaction.session().run(REMOVE, host);
        });
    }

    @Override
    public List<DomainRule> all() {
        return index.all();
    }
}
