package dev.linkspan.client;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.Connection;

/** Closes the connections idle for longest once there are more than allowed in all; Jetty itself limits each host only. */
final class ConnectionTrimmer implements Connection.Listener {

    private final HttpClient client;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean trimming = new AtomicBoolean();

    ConnectionTrimmer(HttpClient client, int limit) {
        this.client = client;
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        if (Protocols.carriesRequests(connection)
                && open.incrementAndGet() > limit
                && trimming.compareAndSet(false, true)) {
            client.getExecutor().execute(this::trim);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (Protocols.carriesRequests(connection)) {
            open.decrementAndGet();
        }
    }

    int open() {
        return open.get();
    }

    private void trim() {
        try {
            // An eighth more than needed, so that the list is not made for every new connection.
            int target = limit - limit / 8;
            // Counted here: a closed connection is reported as such only later.
            int tooMany = open.get() - target;
            List<HttpDestination> oldestFirst = client.getDestinations().stream()
                    .filter(HttpDestination.class::isInstance)
                    .map(HttpDestination.class::cast)
                    .map(Idle::of)
                    .sorted(Comparator.comparingLong(Idle::millis).reversed())
                    .map(Idle::destination)
                    .toList();
            for (HttpDestination destination : oldestFirst) {
                if (tooMany <= 0) {
                    return;
                }
                if (closeOneIdle(destination)) {
                    tooMany--;
                }
            }
        } finally {
            trimming.set(false);
        }
    }

    private static boolean closeOneIdle(HttpDestination destination) {
        if (destination.getConnectionPool() instanceof MultiplexConnectionPool shared
                && shared.getIdleConnectionCount() == 0) {
            return false; // its connections are handed out while others use them
        }
        // Acquired first: what is ours no request can be using, except that on HTTP/2 one may have come this moment.
        org.eclipse.jetty.client.Connection idle =
                destination.getConnectionPool().acquire(false);
        if (idle != null) {
            idle.close();
        }
        return idle != null;
    }

    /** Idleness read once, because sorting by a moving value is undefined. */
    private record Idle(HttpDestination destination, long millis) {

        static Idle of(HttpDestination destination) {
            return new Idle(destination, destination.getIdle());
        }
    }
}
