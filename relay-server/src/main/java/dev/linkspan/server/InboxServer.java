package dev.linkspan.server;

import dev.linkspan.federation.Federation;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import java.io.IOException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server of {@link InboxCommand}; apart from it, so that other commands start without a server's classes. */
final class InboxServer implements AutoCloseable {

    private final Server server;
    private final ServerConnector connector;

    private InboxServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static InboxServer start(ListenAddress address, Federation federation) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(address.host());
        connector.setPort(address.port());
        server.addConnector(connector);
        server.setHandler(new JettyHandler(new FederationWeb(federation)));
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the server does not start: " + e.getMessage(), e);
        }
        return new InboxServer(server, connector);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
