package dev.linkspan.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * One HTTP/1.1 server for every address of 127.0.0.0/8 on one port: thousands of servers in one thread, so that the load
 * driver takes little of the machine from what it measures. Others than loopback peers are turned away.
 */
final class SinkServer implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final int LOWEST_DOOR = 12_000;
    private static final int DOORS = 18_000;
    private static final int MAX_ATTEMPTS = 20;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Function<SinkRequest, SinkAnswer> answers;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
    private final Queue<Runnable> whenIdle = new ConcurrentLinkedQueue<>();
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Late> late = new PriorityQueue<>((a, b) -> Long.compare(a.nanos(), b.nanos()));
    private final Thread thread;
    private volatile boolean closed;

    private interface Task {
        void run() throws IOException;
    }

    private record Late(long nanos, Runnable answer) {}

    private SinkServer(Function<SinkRequest, SinkAnswer> answers) throws IOException {
        this.answers = answers;
        this.selector = Selector.open();
        this.listener = listen(0);
        this.thread = new Thread(this::run, "sinks");
        thread.setDaemon(true);
    }

    /**
     * Starts it on a port that the system chooses.
     *
     * @param answers makes the bytes of the answer; called on the server's one thread
     */
    static SinkServer start(Function<SinkRequest, SinkAnswer> answers) throws IOException {
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

    private ServerSocketChannel listen(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(port), BACKLOG);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
        return channel;
    }

    /**
     * Listens on one more port, whose servers can die together.
     *
     * @return the port; below those that the system gives to connections, so that none takes it while it is closed
     */
    int openDoor() throws IOException {
        for (int attempt = 0; ; attempt++) {
            int port = LOWEST_DOOR + ThreadLocalRandom.current().nextInt(DOORS);
            try {
                reopenDoor(port);
                return port;
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The servers on this port are back. */
    void reopenDoor(int port) throws IOException {
        onThread(() -> listen(port));
    }

    /** Refuses connections to this port from now on, and cuts those that there are. */
    void closeDoor(int port) throws IOException {
        onThread(() -> {
            for (SelectionKey key : selector.keys()) {
                if (localPort(key) == port) {
                    key.channel().close();
                }
            }
        });
    }

    private static int localPort(SelectionKey key) {
        return switch (key.channel()) {
            case ServerSocketChannel door -> door.socket().getLocalPort();
            case SocketChannel connection -> connection.socket().getLocalPort();
            default -> 0;
        };
    }

    private void onThread(Task task) throws IOException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                task.run();
                selector.selectNow(); // a closed channel's port is free only now
                done.complete(true);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            done.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void run() {
        try {
            while (!closed) {
                while (!tasks.isEmpty()) {
                    tasks.remove().run();
                }
                sendLate();
                if (whenIdle.isEmpty()) {
                    selector.select(untilNextLate());
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

    private void sendLate() {
        while (!late.isEmpty() && late.peek().nanos() - System.nanoTime() <= 0) {
            late.remove().answer().run();
        }
    }

    /** In milliseconds; 0: no limit. */
    private long untilNextLate() {
        return late.isEmpty() ? 0 : Math.max(1, (late.peek().nanos() - System.nanoTime()) / 1_000_000);
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            accept(key);
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

    private void accept(SelectionKey key) throws IOException {
        ServerSocketChannel door = (ServerSocketChannel) key.channel();
        for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
            if (!channel.socket().getInetAddress().isLoopbackAddress()) {
                channel.close();
                continue;
            }
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            channel.register(selector, SelectionKey.OP_READ, new SinkConnection(channel, answers, this::later));
        }
    }

    private void later(Duration delay, Runnable answer) {
        late.add(new Late(System.nanoTime() + delay.toNanos(), answer));
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
