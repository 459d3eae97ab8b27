package dev.linkspan.server;

import dev.linkspan.federation.RelayService;
import dev.linkspan.federation.RelayServiceBuilder;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import dev.linkspan.web.ClientAddress;
import dev.linkspan.web.JettyHandler;
import dev.linkspan.web.RelayWeb;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A relay behind a Jetty server, on a data folder. */
final class RelayServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RelayServer.class);

    private final RelayStorage storage;
    private final RelayService service;
    private final Server jetty;
    private final ServerConnector connector;

    private RelayServer(RelayStorage storage, RelayService service, Server jetty, ServerConnector connector) {
        this.storage = storage;
        this.service = service;
        this.jetty = jetty;
        this.connector = connector;
    }

    /** Starts all of it; what was started is stopped again if something fails. */
    static RelayServer start(ServerSettings settings) throws Exception {
        if (settings.allowPrivateNetwork()) {
            log.warn("PRIVATE NETWORK ALLOWED: this relay reaches loopback and private addresses and speaks plain http."
                    + " Never run it so on the open network.");
        }
        RelayIdentity identity = RelayIdentity.at(settings.baseUrl());
        RelayStorage storage = RelayStorage.open(settings, System.getenv());
        try {
            // Nothing has been done in the relay's name yet.
            storage.claim(identity);
            RelayService service = startService(settings, storage);
            try {
                return serve(settings, storage, service);
            } catch (Exception e) {
                service.close();
                throw e;
            }
        } catch (Exception e) {
            storage.close();
            throw e;
        }
    }

    private static RelayService startService(ServerSettings settings, RelayStorage storage) {
        Store store = storage.store();
        put(store.domainRules(), settings.block(), Kind.BLOCK);
        put(store.domainRules(), settings.allow(), Kind.ALLOW);
        RelayServiceBuilder builder = RelayService.builder()
                .baseUrl(settings.baseUrl())
                .store(store)
                .keys(storage.keys())
                .policy(settings.policy())
                .limits(new InboxLimits(settings.maxBodyBytes(), settings.rateLimit(), settings.rateBurst()))
                .intake(settings.intake())
                .delivery(settings.delivery())
                .retention(settings.retention())
                .outage(settings.greetAfter())
                .knocks(settings.knocks())
                .acceptSignature(settings.acceptSignature())
                .allowPrivateNetwork(settings.allowPrivateNetwork());
        settings.name().ifPresent(builder::name);
        settings.summary().ifPresent(builder::summary);
        return builder.build();
    }

    private static void put(DomainRules rules, List<String> hosts, Kind kind) {
        for (String host : hosts) {
            rules.put(new DomainRule(HostNames.canonical(host), kind, "from the settings"));
        }
    }

    private static RelayServer serve(ServerSettings settings, RelayStorage storage, RelayService service)
            throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(32, 4);
        threads.setName("http");
        // A request may wait for a key or for the disk; a virtual thread waits for free.
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server jetty = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(16 * 1024);
        http.setIdleTimeout(30_000);
        http.setUriCompliance(UriCompliance.DEFAULT);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.listen().host());
        connector.setPort(settings.listen().port());
        connector.setIdleTimeout(60_000);
        connector.setAcceptQueueSize(1024);
        jetty.addConnector(connector);
        // Bound before it answers: the operator's file names the port.
        connector.open();
        AdminAccess access = AdminAccess.create(settings.dataDir(), localUrl(settings.listen(), connector));
        jetty.setHandler(new Handler.Sequence(
                new JettyHandler(
                        new RelayWeb(service),
                        settings.bodyDeadline(),
                        ClientAddress.behind(settings.trustedProxies())),
                new HomePage(service),
                new AdminHandler(new AdminApi(service), access)));
        jetty.setErrorHandler(new JsonErrors());
        jetty.setStopTimeout(5_000);
        RelayServer server = new RelayServer(storage, service, jetty, connector);
        jetty.start();
        log.info(
                "relay {} listens on {}:{}",
                settings.baseUrl(),
                settings.listen().host(),
                connector.getLocalPort());
        return server;
    }

    private static URI localUrl(ListenAddress listen, ServerConnector connector) {
        boolean any = listen.host().equals("0.0.0.0") || listen.host().equals("::");
        String host = any ? "127.0.0.1" : listen.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort());
    }

    /** The port it listens on. */
    int port() {
        return connector.getLocalPort();
    }

    /** The relay. */
    RelayService service() {
        return service;
    }

    /** Stops taking requests, then delivering, then closes the store. */
    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            log.warn("stopping the server failed", e);
        }
        service.close();
        storage.close();
    }
}
