package dev.linkspan.client;

import org.eclipse.jetty.client.AbstractConnectorHttpClientTransport;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.ConcurrentPool;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Which versions of HTTP we speak: 1.1, and 2 where the peer offers it in a TLS handshake and Jetty's modules for it are there. */
final class Protocols {

    private static final boolean HTTP2 =
            isThere("org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2")
                    && isThere("org.eclipse.jetty.alpn.java.client.JDK9ClientALPNProcessor");

    private Protocols() {}

    /** Whether a request over TLS may travel by HTTP/2. */
    static boolean haveHttp2() {
        return HTTP2;
    }

    static AbstractConnectorHttpClientTransport transport(ClientConnector connector) {
        AbstractConnectorHttpClientTransport transport =
                HTTP2 ? Http2.transport(connector) : new HttpClientTransportOverHTTP(connector);
        transport.setConnectionPoolFactory(destination -> {
            int most = destination.getHttpClient().getMaxConnectionsPerDestination();
            return HTTP2 && HttpScheme.HTTPS.is(destination.getOrigin().getScheme())
                    ? new FirstConnectionFirst(destination, most)
                    : new DuplexConnectionPool(destination, most);
        });
        // An answer is read by the thread that found it: what follows from it is short, and waking another thread costs
        // more.
        transport.setInvocationType(InvocationType.NON_BLOCKING);
        return transport;
    }

    /** Lets a listener that is the client's hear of connections of HTTP/2 as well. */
    static void listen(HttpClient client, Connection.Listener listener) {
        if (HTTP2) {
            Http2.listen(client, listener);
        }
    }

    /** Whether requests travel directly on a connection, and not on another one within it. */
    static boolean carriesRequests(Connection connection) {
        return connection instanceof org.eclipse.jetty.client.Connection || (HTTP2 && Http2.isConnection(connection));
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, Protocols.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Waits for a connection that is being opened before it opens the next one, since it may turn out to carry all requests. One
     * of HTTP/1.1 carries one at a time.
     */
    private static final class FirstConnectionFirst extends MultiplexConnectionPool {

        /** More than wait for one host. */
        private static final int HOPED_FOR = 1_024;

        FirstConnectionFirst(Destination destination, int maxConnections) {
            super(
                    destination,
                    () -> new ConcurrentPool<>(ConcurrentPool.StrategyType.FIRST, maxConnections, newMaxMultiplexer(1)),
                    HOPED_FOR);
        }
    }
}
