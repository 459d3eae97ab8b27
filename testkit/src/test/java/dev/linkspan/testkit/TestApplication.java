package dev.linkspan.testkit;

import dev.linkspan.delivery.Timers;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Group;
import dev.linkspan.vocab.Person;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application as one would write it, with a person and a group, on a port of its own. */
final class TestApplication implements AutoCloseable {

    final Federation federation;
    final LocalAccount alice;
    final LocalAccount town;
    final Map<String, dev.linkspan.vocab.Note> notes = new ConcurrentHashMap<>();
    private final BlockingQueue<Inbound<Activity>> heard = new LinkedBlockingQueue<>();
    private final Store store = Store.inMemory();
    private final Server server = new Server();
    private final Timers timers;

    TestApplication(VirtualClock clock) throws Exception {
        this(clock, settings -> settings);
    }

    TestApplication(VirtualClock clock, UnaryOperator<FederationBuilder> settings) throws Exception {
        timers = clock.timers();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.open();
        server.addConnector(connector);
        federation = settings.apply(Federation.builder())
                .origin("http://127.0.0.1:" + connector.getLocalPort())
                .store(store)
                .allowPrivateNetwork(true)
                .clock(clock)
                .timers(timers)
                .actor("alice", Person.builder().name("Alice").build())
                .actor("town", Group.builder().name("Town").build())
                .objects("/notes/{id}", (values, requester) -> Optional.ofNullable(notes.get(values.get("id"))))
                .on(Activity.class, heard::add)
                .build();
        server.setHandler(new JettyHandler(new FederationWeb(federation)));
        server.start();
        alice = federation.account("alice");
        town = federation.account("town");
    }

    /** The next activity that the application hears of, of one of these types; others are passed over. */
    Inbound<Activity> next(String... types) throws InterruptedException {
        while (true) {
            Inbound<Activity> next = heard.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing of " + List.of(types) + " came");
            }
            if (List.of(types).contains(next.activity().typeName())) {
                return next;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        federation.close();
        timers.close();
        store.close();
    }
}
