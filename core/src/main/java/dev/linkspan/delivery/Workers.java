package dev.linkspan.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the engine; none belongs to a lane.
 *
 * @param dispatcher gives lanes their turns, one at a time
 * @param signers sign and hand over to the transport
 * @param readers read the log's history for lanes that fell behind
 * @param writer writes cursors and looks up lanes, one task at a time
 * @param keeper says that the node is alive; waits for nobody else's work
 * @param handlers run what the application does, which may block; so each has a virtual thread
 * @param expirer tells of lanes that expired, one at a time: whoever is told writes to the store
 * @param shutdown ends the threads
 */
record Workers(
        Executor dispatcher,
        Executor signers,
        Executor readers,
        Executor writer,
        Executor keeper,
        Executor handlers,
        Executor expirer,
        Runnable shutdown) {

    private static final int READERS = 2;

    /** Daemon threads. */
    static Workers threads(int signers) {
        ExecutorService dispatcher = pool("linkspan-lanes", 1);
        ExecutorService signing = pool("linkspan-sign-", signers);
        ExecutorService readers = pool("linkspan-history-", READERS);
        ExecutorService writer = pool("linkspan-cursors", 1);
        ExecutorService keeper = pool("linkspan-leases", 1);
        ExecutorService expirer = pool("linkspan-expiry", 1);
        ExecutorService handlers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("linkspan-handler-", 1).factory());
        return new Workers(dispatcher, signing, readers, writer, keeper, handlers, expirer, () -> {
            // They had their time; what they did not finish they are handed once more after the next start.
            handlers.shutdownNow();
            for (ExecutorService pool : new ExecutorService[] {dispatcher, signing, readers, writer, keeper, expirer}) {
                pool.shutdown();
            }
            try {
                // What is still running touches the store, which its owner closes next.
                writer.awaitTermination(5, TimeUnit.SECONDS);
                keeper.awaitTermination(5, TimeUnit.SECONDS);
                readers.awaitTermination(5, TimeUnit.SECONDS);
                dispatcher.awaitTermination(5, TimeUnit.SECONDS);
                expirer.awaitTermination(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static ExecutorService pool(String name, int threads) {
        Thread.Builder.OfPlatform builder = Thread.ofPlatform().daemon();
        return Executors.newFixedThreadPool(
                threads, (threads == 1 ? builder.name(name) : builder.name(name, 1)).factory());
    }
}
