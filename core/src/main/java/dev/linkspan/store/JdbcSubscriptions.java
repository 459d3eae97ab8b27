package dev.linkspan.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The subscriptions in a database, read from memory. */
final class JdbcSubscriptions implements Subscriptions {

    private final GroupCommit writer;
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Listeners<String> listeners;

    JdbcSubscriptions(GroupCommit writer, List<Subscription> stored, Listeners<String> listeners) {
        this.listeners = listeners;
        this.writer = writer;
        stored.forEach(index::put);
    }

    @Override
    public boolean put(
            Optional<Subscription> expected,
            Subscription wanted,
            List<NewEntry> control,
            Optional<Instant> historyFrom) {
        Subscription subscription = SubscriptionTable.asStored(wanted);
        return writer.commit(transaction -> {
            Session session = transaction.session();
            // From the table, not from memory: an act of the same batch may have changed it.
            Optional<Subscription> old = SubscriptionTable.find(session, subscription.actor(), subscription.style());
            if (!old.equals(expected.map(SubscriptionTable::asStored))) {
                transaction.afterCommit(() -> index.replace(subscription.actor(), subscription.style(), old));
                return false;
            }
            SubscriptionTable.put(session, subscription);
            if (old.isPresent()) {
                retarget(session, old.get().authority(), Optional.empty());
            }
            retarget(session, subscription.authority(), historyFrom);
            JdbcLog.appendUnseen(transaction, control);
            transaction.afterCommit(() -> {
                index.put(subscription);
                listeners.tell(subscription.authority());
            });
            return true;
        });
    }

    @Override
    public boolean remove(String actor, Style style, List<NewEntry> control) {
        return remove(actor, style, control, old -> true);
    }

    @Override
    public boolean remove(Subscription expected, List<NewEntry> control) {
        return remove(expected.actor(), expected.style(), control, SubscriptionTable.asStored(expected)::equals);
    }

    private boolean remove(String actor, Style style, List<NewEntry> control, Predicate<Subscription> wanted) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            Optional<Subscription> old = SubscriptionTable.find(session, actor, style);
            if (old.filter(wanted).isEmpty()) {
                transaction.afterCommit(() -> index.replace(actor, style, old));
                return false;
            }
            SubscriptionTable.remove(session, actor, style);
            retarget(session, old.get().authority(), Optional.empty());
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

    private static void retarget(Session session, String authority, Optional<Instant> historyFrom) throws SQLException {
        long start = historyFrom.isPresent() ? LogTable.before(session, historyFrom.get()) : LogTable.end(session);
        Optional<Lane> old = LaneTable.find(session, authority);
        Lane lane = old.orElseGet(
                () -> new Lane(authority, Optional.empty(), LaneProgress.startingAfter(authority, start)));
        Lane retargeted = Targets.retarget(lane, SubscriptionTable.on(session, authority), start);
        if (retargeted.target().isPresent() || old.isPresent()) {
            LaneTable.create(session, authority, start);
            LaneTable.retarget(session, authority, retargeted.target());
        }
        if (retargeted.progress().lease() != lane.progress().lease()) {
            LaneTable.rewind(session, retargeted);
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
