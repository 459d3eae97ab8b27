package dev.linkspan.examples;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliveryStatus.LaneStatus;
import dev.linkspan.federation.AccessRule;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Person;
import dev.linkspan.web.ClientAddress;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import dev.linkspan.web.WebHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A federation behind a reverse proxy, with limits, an eye on what goes wrong, and an orderly end. */
public final class Production implements AutoCloseable {

    private final Store store;
    private final Federation federation;
    private final Server server;

    Production(Store store, FederationBuilder settings, int port) throws Exception {
        this.store = store;
        this.federation = started(settings.store(store));
        this.server = served(port);
    }

    /**
     * Runs {@code alice}, whose ids are at the origin that the first argument names, say {@code https://social.example}, and
     * whose handle is on the host that the second one names, say {@code example}.
     */
    public static void main(String[] args) throws Exception {
        FederationBuilder settings = Federation.builder().origin(args[0]).handleHost(args[1]);
        Production running = new Production(Store.sqlite(Path.of("data")), settings, 8080);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        running.server.join();
    }

    // tag::settings[]
    private Federation started(FederationBuilder settings) {
        return settings.actor("alice", Person.builder().name("Alice").build())
                .access(AccessRule.signed())
                .limits(new InboxLimits(256 << 10, 20, 500)) // bytes of a body, posts a second of a host, at once
                .intake(IntakeLimits.defaults().withStorage(1L << 30, 20L << 30)) // keep 1 GiB free, take 20 GiB
                .onDelivery(new DeliveryListener() {
                    @Override
                    public void onExpired(String authority) {
                        store.follows().removeAll(authority); // took nothing for 30 days
                    }
                })
                .build();
    }
    // end::settings[]

    // tag::proxy[]
    private Server served(int port) throws Exception {
        ClientAddress clients = ClientAddress.behind(AddressRanges.of(List.of("127.0.0.1", "10.0.0.0/8")));
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server jetty = new Server(threads);
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        jetty.setHandler(new JettyHandler(new FederationWeb(federation), WebHandler.BODY_DEADLINE, clients));
        jetty.start();
        return jetty;
    }
    // end::proxy[]

    // tag::block[]
    /** Nothing from a host and its subdomains any more, nothing to them, and nobody there follows or is followed. */
    void block(String host, String reason) {
        federation.block(host, reason);
    }
    // end::block[]

    // tag::worries[]
    /** What somebody may have to look at, a line each. */
    List<String> worries() {
        List<String> worries = new ArrayList<>();
        federation
                .intake()
                .status()
                .closed()
                .ifPresent(reason -> worries.add("nobody's posts are taken: " + reason.word()));
        for (LaneStatus lane : federation.deliveryStatus().lanes()) {
            if (lane.authority().equals(Lane.APPLICATION)) {
                if (lane.lag() > 1_000 || lane.stragglers() > 0) {
                    worries.add("for our listeners wait " + lane.lag() + ", failed " + lane.stragglers());
                }
            } else if (lane.health() == Health.SUSPENDED) {
                worries.add(lane.authority() + " takes nothing");
            }
        }
        federation
                .deadLetters()
                .list(10)
                .forEach(dead ->
                        worries.add("dead letter " + dead.offset() + ", " + dead.type() + ": " + dead.reason()));
        return worries;
    }
    // end::worries[]

    Federation federation() {
        return federation;
    }

    // tag::close[]
    @Override
    public void close() {
        try {
            server.stop(); // first, so that nothing more comes in
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        } finally {
            federation.close(); // waits for what is under way, 15 seconds at most
            store.close();
        }
    }
    // end::close[]
}
