package dev.linkspan.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a loopback port that it finds again after having been away. Thread-safe. */
final class LoopbackServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 1024;

    static {
        // The JDK's server reads this once: without it, head and body of an answer wait for each other for 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final HttpHandler handler;
    private final int port;
    private HttpServer server;
    private boolean up = true;

    LoopbackServer(HttpHandler handler) {
        this.handler = handler;
        this.server = bind(0);
        this.port = server.getAddress().getPort();
    }

    int port() {
        return port;
    }

    synchronized void start() {
        server.start();
    }

    synchronized void goDown() {
        if (up) {
            server.stop(0);
            up = false;
        }
    }

    synchronized void comeUp() {
        if (!up) {
            server = bind(port);
            server.start();
            up = true;
        }
    }

    @Override
    public void close() {
        goDown();
    }

    private HttpServer bind(int wanted) {
        try {
            HttpServer bound =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted), BACKLOG);
            bound.setExecutor(THREADS);
            bound.createContext("/", this::handle);
            return bound;
        } catch (IOException e) {
            throw new UncheckedIOException("port: " + wanted + " (expected: a free port of 127.0.0.1)", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } finally {
            exchange.close();
        }
    }
}
