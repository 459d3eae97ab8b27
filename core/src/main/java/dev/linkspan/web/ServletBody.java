package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.Ticket;
import dev.linkspan.httpsignatures.Body;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Reads a body from a servlet container within a size and a time. How long a single pause may be, only the container can say;
 * the time here is looked at whenever something comes. Thread-safe.
 */
final class ServletBody {

    private static final int PIECE = 8_192;

    private final int maxBytes;
    private final Duration deadline;
    private final LongSupplier nanoTime;

    /**
     * A reader.
     *
     * @param maxBytes read no more than this and one byte
     * @param deadline how long all of it may take
     * @param nanoTime the time, as of {@link System#nanoTime()}
     */
    ServletBody(int maxBytes, Duration deadline, LongSupplier nanoTime) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("body deadline: " + deadline + " (expected: more than 0)");
        }
        this.maxBytes = maxBytes;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
    }

    /** Reads the body of a request, asking for room as it comes. Blocks. */
    ReadBody read(HttpServletRequest request, Ticket place) throws IOException {
        InputStream stream;
        try {
            stream = request.getInputStream();
        } catch (IllegalStateException e) { // somebody took the reader
            return new ReadBody.Consumed();
        }
        try {
            ReadBody read = read(stream, place);
            // Without a length nothing tells an empty body from one that was read; and an empty one has no use.
            boolean isGone = request.getContentLengthLong() < 0 && read.equals(new ReadBody.Whole(Body.none()));
            return isGone ? new ReadBody.Consumed() : read;
        } catch (IOException e) {
            if (isTimeout(e)) {
                return new ReadBody.Late();
            }
            throw e;
        }
    }

    private ReadBody read(InputStream stream, Ticket place) throws IOException {
        long end = nanoTime.getAsLong() + place.bodyDeadline(deadline).toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        while (body.size() <= maxBytes) {
            if (end - nanoTime.getAsLong() <= 0) {
                return new ReadBody.Late();
            }
            int count = next(stream, piece, Math.min(piece.length, maxBytes + 1 - body.size()));
            if (count < 0) {
                break;
            }
            Optional<Intake.Verdict.Refused> refused = place.hold(count);
            if (refused.isPresent()) {
                return new ReadBody.PutOff(refused.get());
            }
            body.write(piece, 0, count);
        }
        return new ReadBody.Whole(Body.of(body.toByteArray()));
    }

    /** Undertow fails by itself after its own time-out has closed the connection: that is the sender's fault, not ours. */
    private static int next(InputStream stream, byte[] into, int most) throws IOException {
        try {
            return stream.read(into, 0, most);
        } catch (RuntimeException e) {
            throw new IOException("the container reads no more of this body", e);
        }
    }

    /** Containers wrap it, each in its own. */
    private static boolean isTimeout(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
