package dev.linkspan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The driver's notifications: JDBC has none. */
final class Notifications {

    private final PGConnection connection;

    private Notifications(PGConnection connection) {
        this.connection = connection;
    }

    /** Empty where the connection is no driver's that we know. */
    static Optional<Notifications> of(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class)
                ? Optional.of(new Notifications(connection.unwrap(PGConnection.class)))
                : Optional.empty();
    }

    /** Waits for at least one, at most this long, and gives all there are. */
    void await(int millis, Collection<String> heard) throws SQLException {
        PGNotification[] notifications = connection.getNotifications(millis);
        if (notifications != null) {
            for (PGNotification notification : notifications) {
                heard.add(notification.getParameter());
            }
        }
    }
}
