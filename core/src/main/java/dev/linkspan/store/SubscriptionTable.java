package dev.linkspan.store;

import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The subscriptions. */
final class SubscriptionTable {

    private static final String PUT = "INSERT INTO subscription (actor, style, authority, inbox, shared_inbox, state,"
            + " follow_id, follow_object, follow_back, follow_back_id, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (actor, style) DO UPDATE SET authority = excluded.authority, inbox = excluded.inbox,"
            + " shared_inbox = excluded.shared_inbox, state = excluded.state, follow_id = excluded.follow_id,"
            + " follow_object = excluded.follow_object, follow_back = excluded.follow_back,"
            + " follow_back_id = excluded.follow_back_id, since = excluded.since";
    private static final String REMOVE = "DELETE FROM subscription WHERE actor = ? AND style = ?";
    private static final String ALL = "SELECT * FROM subscription";
    private static final String ONE = ALL + " WHERE actor = ? AND style = ?";
    private static final String ON = ALL + " WHERE authority = ?";

    private SubscriptionTable() {}

    /** A subscription as it comes back, to the millisecond. */
    static Subscription asStored(Subscription s) {
        return s.with(Instant.ofEpochMilli(Columns.millis(s.since())));
    }

    static void put(Session session, Subscription s) throws SQLException {
        session.run(
                PUT,
                s.actor(),
                s.style().name(),
                s.authority(),
                s.inbox(),
                Columns.text(s.sharedInbox()),
                s.state().name(),
                s.followId(),
                s.followObject(),
                s.followBack().name(),
                Columns.text(s.followBackId()),
                Columns.millis(s.since()));
    }

    static void remove(Session session, String actor, Style style) throws SQLException {
        session.run(REMOVE, actor, style.name());
    }

    static List<Subscription> all(Session session) throws SQLException {
        return session.list(ALL, SubscriptionTable::read);
    }

    static Optional<Subscription> find(Session session, String actor, Style style) throws SQLException {
        return session.first(ONE, SubscriptionTable::read, actor, style.name());
    }

    static List<Subscription> on(Session session, String authority) throws SQLException {
        return session.list(ON, SubscriptionTable::read, authority);
    }

    private static Subscription read(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("actor"),
                Style.valueOf(row.getString("style")),
                row.getString("authority"),
                row.getString("inbox"),
                Columns.optionalText(row, "shared_inbox"),
                State.valueOf(row.getString("state")),
                row.getString("follow_id"),
                row.getString("follow_object"),
                FollowBack.valueOf(row.getString("follow_back")),
                Columns.optionalText(row, "follow_back_id"),
                Columns.instant(row, "since"));
    }
}
