package dev.linkspan.examples;

import dev.linkspan.client.KnockSettings;
import dev.linkspan.federation.Federation;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A {@link MicroBlog} on loopback, and the port by which a program on this machine steers it. */
final class MicroBlogServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final MicroBlog blog;
    private final Server server;
    private final Server control;

    /**
     * Starts one; port 0 is any that is free.
     *
     * @param firstKnock what is tried first with a server that is not known yet
     */
    MicroBlogServer(Store store, SignatureScheme firstKnock, int port, int controlPort) throws Exception {
        this(store, firstKnock, false, port, controlPort);
    }

    /**
     * Starts one whose posts may bear integrity proofs instead of Linked Data signatures.
     *
     * @param proves whether they do
     */
    MicroBlogServer(Store store, SignatureScheme firstKnock, boolean proves, int port, int controlPort)
            throws Exception {
        // The ports are open before the blog exists: its own is part of all its ids.
        server = open(port);
        control = open(controlPort);
        blog = new MicroBlog(Federation.builder()
                .origin(origin())
                .store(store)
                .integrityProofs(proves)
                .knocks(KnockSettings.defaults().withFirstKnock(firstKnock))
                .allowPrivateNetwork(true));
        server.setHandler(new JettyHandler(new FederationWeb(blog.federation())));
        control.setHandler(new MicroBlogControl(blog));
        server.start();
        control.start();
    }

    /**
     * Runs a blog until the process ends, or with {@code --exit-with-stdin} until standard input does. Says on one line where
     * it is. Options: {@code --port N}, {@code --control-port N}, {@code --data DIR} (without it nothing is kept),
     * {@code --first-knock cavage|rfc9421}, {@code --integrity-proofs}.
     */
    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        String data = option(given, "data", "");
        SignatureScheme firstKnock =
                SignatureScheme.valueOf(option(given, "first-knock", "cavage").toUpperCase(Locale.ROOT));
        boolean proves = given.contains("--integrity-proofs");
        int port = Integer.parseInt(option(given, "port", "0"));
        int controlPort = Integer.parseInt(option(given, "control-port", "0"));
        try (Store store = data.isEmpty() ? Store.inMemory() : Store.sqlite(Path.of(data));
                MicroBlogServer blog = new MicroBlogServer(store, firstKnock, proves, port, controlPort)) {
            System.out.println(JsonText.object()
                    .add("ready", true)
                    .add("pid", ProcessHandle.current().pid())
                    .add("kind", "linkspan")
                    .add("origin", blog.origin())
                    .add("control", blog.control())
                    .build());
            if (given.contains("--exit-with-stdin")) {
                System.in.transferTo(OutputStream.nullOutputStream());
            } else {
                blog.server.join();
            }
        }
    }

    private static String option(List<String> given, String name, String otherwise) {
        int at = given.indexOf("--" + name) + 1;
        return at > 0 && at < given.size() ? given.get(at) : otherwise;
    }

    private static Server open(int port) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.open();
        server.addConnector(connector);
        return server;
    }

    /** Where others find it. */
    String origin() {
        return address(server);
    }

    /** Where it is steered. */
    String control() {
        return address(control);
    }

    private static String address(Server server) {
        ServerConnector connector = (ServerConnector) server.getConnectors()[0];
        return "http://" + LOOPBACK + ":" + connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            control.stop();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the servers do not stop", e);
        } finally {
            blog.close();
        }
    }
}
