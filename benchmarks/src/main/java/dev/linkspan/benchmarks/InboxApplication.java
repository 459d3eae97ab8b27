package dev.linkspan.benchmarks;

import dev.linkspan.federation.Federation;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An application that only counts the notes that reach its listener, and says at {@code /handled} how many there were.
 * Arguments: its origin, its port, its data folder.
 */
public final class InboxApplication {

    /** Of the listener, one for each note. */
    private static final LongAdder HANDLED = new LongAdder();

    private InboxApplication() {}

    /** Runs until it is told to stop. */
    public static void main(String[] args) throws Exception {
        Store store = Store.sqlite(Path.of(args[2]));
        Federation federation = Federation.builder()
                .origin(args[0])
                .store(store)
                .allowPrivateNetwork(true)
                // What is measured is the inbox, not its brake.
                .limits(new InboxLimits(1 << 20, 1_000_000, 1_000_000))
                .actor("alice", Person.builder().name("Alice").build())
                .on(Create.class, Note.class, (create, note) -> HANDLED.increment())
                .build();
        Server server = server(Integer.parseInt(args[1]));
        server.setHandler(new Handler.Sequence(new JettyHandler(new FederationWeb(federation)), new Count()));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            federation.close();
            store.close();
        }));
        System.out.println(RelayProcess.READY + " " + federation.actorId("alice"));
        server.join();
    }

    private static Server server(int port) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        return server;
    }

    /** Says how many were handled. */
    private static final class Count extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(HttpStatus.OK_200);
            Content.Sink.write(response, true, Long.toString(HANDLED.sum()), callback);
            return true;
        }
    }
}
