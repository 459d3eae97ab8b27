package dev.linkspan.examples;

import dev.linkspan.federation.Federation;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An actor that anybody in the fediverse can find, follow and write to. */
public final class MinimalActor {

    private MinimalActor() {}

    /** Runs {@code alice} at the origin that the first argument names, behind a proxy that speaks TLS, until the process ends. */
    public static void main(String[] args) throws Exception {
        serve(federation(Store.sqlite(Path.of("data")), args[0], false), 8080).join();
    }

    // tag::federation[]
    static Federation federation(Store store, String origin, boolean local) {
        return Federation.builder()
                .origin(origin)
                .store(store)
                .allowPrivateNetwork(local) // for tests on this machine; never on the open network
                .actor(
                        "alice",
                        Person.builder().name("Alice").summary("<p>Hello!</p>").build())
                .on(Follow.class, follow -> System.out.println(follow.actor() + " follows alice"))
                .on(
                        Create.class,
                        Note.class,
                        (create, note) -> System.out.println(create.actor() + " wrote "
                                + note.object().content().orElse("")))
                .build();
    }
    // end::federation[]

    // tag::serve[]
    static Server serve(Federation federation, int port) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new JettyHandler(new FederationWeb(federation)));
        server.start();
        return server;
    }
    // end::serve[]
}
