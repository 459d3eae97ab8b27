package dev.linkspan.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a loopback address that says whatever a test wants, byte by byte. */
final class RawServer implements AutoCloseable {

    /** What to do with one connection. */
    interface Script {
        void run(Wire wire) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    RawServer(Script script) throws IOException {
        this(new InetSocketAddress(loopback(1), 0), script);
    }

    RawServer(InetSocketAddress address, Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket();
        listener.bind(address);
        Thread.startVirtualThread(this::accept);
    }

    /** Answers every request on a connection with the same text. */
    static RawServer answering(String response) throws IOException {
        return new RawServer(wire -> {
            while (!wire.request().isEmpty()) {
                wire.write(response);
            }
        });
    }

    /** A response head of these lines, with the empty line that ends it. */
    static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** Never says anything. */
    static RawServer silent() throws IOException {
        return new RawServer(Wire::hold);
    }

    int port() {
        return listener.getLocalPort();
    }

    URI uri(String path) {
        return uri("127.0.0.1", path);
    }

    URI uri(String host, String path) {
        return URI.create("http://" + host + ":" + port() + path);
    }

    int accepted() {
        return accepted.get();
    }

    /** The request heads received, each with CRLF line ends and without the empty line. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                sockets.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(new Wire(socket));
        } catch (IOException | InterruptedException e) {
            // The client hung up, which many tests are about.
        } finally {
            sockets.remove(socket);
        }
    }

    static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    /** One connection. */
    final class Wire {

        private final InputStream in;
        private final OutputStream out;

        private Wire(Socket socket) throws IOException {
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Reads a request with its body and returns its head; empty once the client has hung up. */
        String request() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                bytes.write(next);
                head = bytes.toString(StandardCharsets.ISO_8859_1);
            }
            heads.add(head.substring(0, head.length() - 4));
            for (String line : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
                if (line.startsWith("content-length:")) {
                    in.readNBytes(Integer.parseInt(
                            line.substring("content-length:".length()).strip()));
                }
            }
            return head;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Holds the connection open until the client hangs up. */
        void hold() throws IOException {
            in.skipNBytes(Long.MAX_VALUE);
        }
    }
}
