package dev.linkspan.store;

import dev.linkspan.store.Change.Topic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscriptions in a database, read from memory. */
final class JdbcSubscriptions implements Subscriptions, Mirror {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSubscriptions.class);

    private final GroupCommit writer;
    private final Readers readers;
    private final ReentrantLock reloading = new ReentrantLock();
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Listeners<String> listeners;

    JdbcSubscriptions(GroupCommit writer, Readers readers, News news, Listeners<String> listeners) {
        this.listeners = listeners;
        this.writer = writer;
        this.readers = readers;
        news.add(Topic.SUBSCRIPTION, this);
    }

    private static Change change(String actor, Style style) {
        return new Change(Topic.SUBSCRIPTION, style + " " + actor);
    }

    @Override
    public void reload(String key) {
        int space = key.indexOf(' ');
        Style style = Style.valueOf(key.substring(0, space));
        String actor = key.substring(space + 1);
        Optional<Subscription> old = index.find(actor, style);
        Optional<Subscription> stored = reread(actor, style);
        Stream.of(old, stored)
                .flatMap(Optional::stream)
                .map(Subscription::authority)
                .distinct()
                .forEach(listeners::tell);
    }

    private Optional<Subscription> reread(String actor, Style style) {
        reloading.lock();
        try {
            Optional<Subscription> stored = readers.read(session -> SubscriptionTable.find(session, actor, style));
            stored.ifPresentOrElse(index::put, () -> index.remove(actor, style));
            return stored;
        } finally {
            reloading.unlock();
        }
    }

    /** So that whoever expected something else finds what is there; nothing changed, nobody is told. */
    private void refresh(String actor, Style style) {
        try {
            reread(actor, style);
        } catch (StoreException e) {
            LOG.warn("memory may be behind the database actor={}", actor, e);
        }
    }

    @Override
    public void reloadAll() {
        Set<String> authorities = new TreeSet<>();
        reloading.lock();
        try {
            Set<Subscription> stored = new HashSet<>(readers.read(SubscriptionTable::all));
            Set<Subscription> known = new HashSet<>(index.all());
            for (Subscription old : known) {
                if (!stored.contains(old)) {
                    index.remove(old.actor(), old.style());
                    authorities.add(old.authority());
                }
            }
            for (Subscription now : stored) {
                if (!known.contains(now)) {
                    index.put(now);
                    authorities.add(now.authority());
                }
            }
        } finally {
            reloading.unlock();
        }
        authorities.forEach(listeners::tell);
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
                transaction.afterCommit(() -> refresh(subscription.actor(), subscription.style()));
                return false;
            }
            SubscriptionTable.put(session, subscription);
            if (old.isPresent() && !old.get().authority().equals(subscription.authority())) {
                retarget(session, old.get().authority(), Optional.empty());
            }
            retarget(session, subscription.authority(), historyFrom);
            JdbcLog.appendUnseen(transaction, control);
            transaction.changed(change(subscription.actor(), subscription.style()));
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
                transaction.afterCommit(() -> refresh(actor, style));
                return false;
            }
            SubscriptionTable.remove(session, actor, style);
            retarget(session, old.get().authority(), Optional.empty());
            JdbcLog.appendUnseen(transaction, control);
            transaction.changed(change(actor, style));
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
        Set<Long> control = lane.progress().stragglers().isEmpty()
                ? Set.of()
                : LogTable.stragglersNotForSubscribers(session, authority);
        Lane retargeted = Targets.retarget(lane, SubscriptionTable.on(session, authority), start, control);
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
