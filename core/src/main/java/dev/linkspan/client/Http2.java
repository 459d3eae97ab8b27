package dev.linkspan.client;

import org.eclipse.jetty.client.AbstractConnectorHttpClientTransport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;

/** HTTP/1.1 and HTTP/2. Apart from {@link Protocols}, because Jetty's modules for HTTP/2 need not be there. */
final class Http2 {

    private Http2() {}

    static void listen(HttpClient client, Connection.Listener listener) {
        client.getContainedBeans(HTTP2Client.class).forEach(http2 -> http2.addEventListener(listener));
    }

    static boolean isConnection(Connection connection) {
        return connection instanceof HTTP2Connection;
    }

    static AbstractConnectorHttpClientTransport transport(ClientConnector connector) {
        HTTP2Client http2 = new HTTP2Client(connector);
        http2.setMaxConcurrentPushedStreams(0); // RFC 9113 section 8.4: pushes are not wanted
        // HTTP/1.1 first: it is what a server speaks that does not know how to choose.
        return new HttpClientTransportDynamic(
                connector, HttpClientConnectionFactory.HTTP11, new ClientConnectionFactoryOverHTTP2.HTTP2(http2));
    }
}
