package dev.linkspan.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * One HTTP/1.1 server for every address of 127.0.0.0/8 on one port: thousands of servers in one thread, so that the load
 * driver takes little of the machine from what it measures. Others than loopback peers are turned away.
 */
final class SinkServer implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Function<SinkRequest, byte[]> answers;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
    private final Queue<Runnable> whenIdle = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    private SinkServer(Function<SinkRequest, byte[]> answers) throws IOException {
        this.answers = answers;
        this.selector = Selector.open();
        this.listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(this::run, "sinks");
        thread.setDaemon(true);
    }

    /**
     * Starts it on a port that the system chooses.
     *
     * @param answers makes the bytes of the answer; called on the server's one thread
     */
    static SinkServer start(Function<SinkRequest, byte[]> answers) throws IOException {
        SinkServer server = new SinkServer(answers);
        server.thread.start();
        return server;
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /**
     * Runs something on the server's thread once there is nothing left to read, and waits for it. After the death of a
     * peer, whose bytes then lie in our sockets: once all of them are read.
     */
    void runWhenDrained(Runnable task) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        whenIdle.add(() -> {
            task.run();
            done.complete(true);
        });
        selector.wakeup();
        done.join();
    }

    private void run() {
        try {
            while (!closed) {
                if (whenIdle.isEmpty()) {
                    selector.select();
                } else if (selector.selectNow() == 0) {
                    whenIdle.remove().run();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            accept();
            return;
        }
        try {
            if (key.isValid() && key.attachment() instanceof SinkConnection connection) {
                connection.ready(key, scratch);
            }
        } catch (IOException e) {
            key.channel().close(); // a killed peer resets its connections
        } catch (RuntimeException e) {
            System.err.println("a sink could not read a request: " + e);
            key.channel().close();
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            if (!channel.socket().getInetAddress().isLoopbackAddress()) {
                channel.close();
                continue;
            }
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            channel.register(selector, SelectionKey.OP_READ, new SinkConnection(channel, answers));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
