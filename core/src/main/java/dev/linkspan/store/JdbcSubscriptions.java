package dev.linkspan.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The subscriptions in a database, read from memory. */
final class JdbcSubscriptions implements Subscriptions {

    private final GroupCommit writer;
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Listeners<String> listeners = new Listeners<>();

    JdbcSubscriptions(GroupCommit writer, List<Subscription> stored) {
        this.writer = writer;
        stored.forEach(index::put);
    }

    @Override
    public void put(Subscription subscription, List<NewEntry> control) {
        writer.commit(transaction -> {
            Session session = transaction.session();
            // From the table, not from memory: an act of the same batch may have changed it.
            Optional<Subscription> old = SubscriptionTable.find(session, subscription.actor(), subscription.style());
            SubscriptionTable.put(session, subscription);
            if (old.isPresent()) {
                retarget(session, old.get().authority());
            }
            retarget(session, subscription.authority());
            JdbcLog.appendUnseen(transaction, control);
            transaction.afterCommit(() -> {
                index.put(subscription);
                listeners.tell(subscription.authority());
            });
            return subscription;
        });
    }

    @Override
    public boolean remove(String actor, Style style, List<NewEntry> control) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            Optional<Subscription> old = SubscriptionTable.find(session, actor, style);
            if (old.isEmpty()) {
                return false;
            }
            SubscriptionTable.remove(session, actor, style);
            retarget(session, old.get().authority());
            JdbcLog.appendUnseen(transaction, control);
            transaction.afterCommit(() -> {
                index.remove(actor, style);
                listeners.tell(old.get().authority());
            });
            return true;
        });
    }

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
        return listeners.add(listener);
    }

    private static void retarget(Session session, String authority) throws SQLException {
        long end = LogTable.end(session);
        Optional<Lane> old = LaneTable.find(session, authority);
        Lane lane =
                old.orElseGet(() -> new Lane(authority, Optional.empty(), LaneProgress.startingAfter(authority, end)));
        Lane retargeted = Targets.retarget(lane, SubscriptionTable.on(session, authority), end);
        if (retargeted.target().isPresent() || old.isPresent()) {
            LaneTable.create(session, authority, end);
            LaneTable.retarget(session, authority, retargeted.target());
        }
    }

    @Override
    public Optional<Subscription> find(String actor, Style style) {
        return index.find(actor, style);
    }

    @Override
    public List<Subscription> on(String authority) {
        return index.on(authority);
    }

    @Override
    public List<Subscription> all() {
        return index.all();
    }
}
