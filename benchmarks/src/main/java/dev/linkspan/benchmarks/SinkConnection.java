package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One connection to the fake servers: requests in, answers out, one after the other. Used by the server's thread only. */
final class SinkConnection {

    private static final int MAX_REQUEST_BYTES = 4 << 20;

    private final SocketChannel channel;
    private final Function<SinkRequest, SinkAnswer> answers;
    private final BiConsumer<Duration, Runnable> timer;
    private byte[] received = new byte[4096];
    private int length;
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    SinkConnection(
            SocketChannel channel, Function<SinkRequest, SinkAnswer> answers, BiConsumer<Duration, Runnable> timer) {
        this.channel = channel;
        this.answers = answers;
        this.timer = timer;
    }

    /** Takes what is there and answers every request that is complete. */
    void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        while (!unsent.hasRemaining()) {
            scratch.clear();
            int count = channel.read(scratch);
            if (count < 0) {
                channel.close();
                return;
            }
            if (count == 0) {
                break;
            }
            take(scratch.flip());
            answerComplete();
        }
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void take(ByteBuffer bytes) throws IOException {
        int needed = length + bytes.remaining();
        if (needed > MAX_REQUEST_BYTES) {
            throw new IOException("a request of more than " + MAX_REQUEST_BYTES + " bytes");
        }
        if (needed > received.length) {
            received = Arrays.copyOf(received, Math.max(needed, 2 * received.length));
        }
        bytes.get(received, length, bytes.remaining());
        length = needed;
    }

    private void answerComplete() throws IOException {
        while (true) {
            int headEnd = endOfHead();
            if (headEnd < 0) {
                return;
            }
            String head = new String(received, 0, headEnd, StandardCharsets.ISO_8859_1);
            int bodyStart = headEnd + 4;
            int bodyEnd = bodyStart + HeadParser.contentLength(head);
            if (length < bodyEnd) {
                return;
            }
            send(answers.apply(request(head, Body.of(Arrays.copyOfRange(received, bodyStart, bodyEnd)))));
            System.arraycopy(received, bodyEnd, received, 0, length - bodyEnd);
            length -= bodyEnd;
        }
    }

    private static SinkRequest request(String head, Body body) {
        int methodEnd = head.indexOf(' ');
        int targetEnd = head.indexOf(' ', methodEnd + 1);
        return new SinkRequest(
                head.substring(0, methodEnd),
                head.substring(methodEnd + 1, targetEnd),
                HeadParser.field(head, "Host").orElse(""),
                head,
                body);
    }

    private void send(SinkAnswer answer) throws IOException {
        if (answer.delay().isPositive()) {
            timer.accept(answer.delay(), () -> sendLate(answer.bytes()));
        } else if (answer.bytes().length() > 0) {
            send(answer.bytes());
        }
    }

    private void send(Body answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(unsent.remaining() + answer.length());
        bytes.put(unsent).put(answer.bytes()).flip();
        channel.write(bytes);
        unsent = bytes;
    }

    // What the socket does not take at once is left until the peer sends again: an answer is a line.
    private void sendLate(Body answer) {
        try {
            send(answer);
        } catch (IOException e) {
            // The peer did not wait for it.
        }
    }

    private int endOfHead() {
        for (int i = 0; i + 3 < length; i++) {
            if (received[i] == '\r' && received[i + 1] == '\n' && received[i + 2] == '\r' && received[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
