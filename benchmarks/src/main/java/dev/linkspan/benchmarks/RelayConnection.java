package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A kept-alive connection to the relay, one request at a time; not thread-safe. */
final class RelayConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    /** An answer of the relay. */
    record Answer(int status, Body body) {}

    RelayConnection(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a whole request; {@code sent} runs when it is written and before the answer is read. */
    Answer send(Body request, Runnable sent) throws IOException {
        socket.getOutputStream().write(request.bytes());
        sent.run();
        return read();
    }

    /** Gets a document. */
    Answer get(String path, String host) throws IOException {
        return send(Body.of("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"), () -> {});
    }

    private Answer read() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the relay closed the connection");
            }
            head.append((char) next);
        }
        byte[] body = in.readNBytes(HeadParser.contentLength(head.toString()));
        int afterVersion = head.indexOf(" ") + 1;
        return new Answer(Integer.parseInt(head, afterVersion, afterVersion + 3, 10), Body.of(body));
    }

    /** What a refusal says. */
    static String text(Answer answer) {
        return answer.status() + " " + new String(answer.body().bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
