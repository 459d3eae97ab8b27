package dev.linkspan.client;

import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A real server with TLS on loopback, known as peer.test, that answers 202. */
final class TlsPeer implements AutoCloseable {

    /** What it offers in the handshake. */
    enum Offer {
        BOTH,
        ONLY_HTTP11,
        NO_ALPN
    }

    private static final KeyStore KEYS = TlsKeys.selfSigned("peer.test");

    private final Server server = new Server();
    private final ServerConnector connector;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Callback> held = new ArrayList<>();
    private int wanted = 1;

    private TlsPeer(Offer offer) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(KEYS);
        tls.setKeyStorePassword(TlsKeys.PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http11 = new HttpConnectionFactory(http);
        List<ConnectionFactory> factories =
                switch (offer) {
                    case NO_ALPN -> List.of(new SslConnectionFactory(tls, http11.getProtocol()), http11);
                    case ONLY_HTTP11 -> List.of(new SslConnectionFactory(tls, "alpn"), alpn("http/1.1"), http11);
                    case BOTH ->
                        List.of(
                                new SslConnectionFactory(tls, "alpn"),
                                alpn("h2", "http/1.1"),
                                new HTTP2ServerConnectionFactory(http),
                                http11);
                };
        this.connector = new ServerConnector(server, factories.toArray(ConnectionFactory[]::new));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                answer(request, response, callback);
                return true;
            }
        });
        server.start();
    }

    private static ALPNServerConnectionFactory alpn(String... protocols) {
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory(protocols);
        alpn.setDefaultProtocol("http/1.1");
        return alpn;
    }

    static TlsPeer offering(Offer offer) throws Exception {
        return new TlsPeer(offer);
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Answers nothing before so many requests are there. */
    synchronized void holdUntil(int count) {
        wanted = count;
    }

    /** What came: method, path, version and authority. */
    List<String> requests() {
        return requests;
    }

    /** What trusts its certificate and no other. */
    SslContextFactory.Client trust() {
        SslContextFactory.Client client = new SslContextFactory.Client();
        client.setTrustStore(KEYS);
        return client;
    }

    private void answer(Request request, Response response, Callback callback) {
        requests.add(request.getMethod() + " " + request.getHttpURI().getPath() + " "
                + request.getConnectionMetaData().getHttpVersion().asString() + " "
                + request.getHttpURI().getAuthority());
        response.setStatus(202);
        List<Callback> ready;
        synchronized (this) {
            held.add(callback);
            if (held.size() < wanted) {
                return;
            }
            ready = List.copyOf(held);
            held.clear();
        }
        ready.forEach(Callback::succeeded);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
