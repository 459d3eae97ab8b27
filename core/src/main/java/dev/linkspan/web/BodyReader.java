package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.Ticket;
import dev.linkspan.httpsignatures.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Blocker;

/**
 * Reads a body within a size and a time. The time is for all of it, however steadily it drips: an idle timeout alone starts
 * anew with each byte. Thread-safe.
 */
final class BodyReader {

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
    BodyReader(int maxBytes, Duration deadline, LongSupplier nanoTime) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("body deadline: " + deadline + " (expected: more than 0)");
        }
        this.maxBytes = maxBytes;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads a body. Blocks.
     *
     * @param source where it comes from
     * @param place where room for it is asked for, as it comes
     * @param idleTimeout told before each wait how many milliseconds it may take; the source fails a longer one with
     *     {@link TimeoutException}
     */
    ReadBody read(Content.Source source, Ticket place, LongConsumer idleTimeout) throws IOException {
        long end = nanoTime.getAsLong() + place.bodyDeadline(deadline).toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() <= maxBytes) {
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                return new ReadBody.Late();
            }
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                idleTimeout.accept(TimeUnit.NANOSECONDS.toMillis(left) + 1);
                await(source);
            } else if (Content.Chunk.isFailure(chunk)) {
                return late(chunk.getFailure());
            } else {
                byte[] taken = take(chunk, maxBytes + 1 - body.size());
                Optional<Intake.Verdict.Refused> refused = place.hold(taken.length);
                if (refused.isPresent()) {
                    return new ReadBody.PutOff(refused.get());
                }
                if (chunk.isLast() && body.size() == 0) {
                    return new ReadBody.Whole(Body.of(taken)); // most bodies come in one piece
                }
                body.writeBytes(taken);
                if (chunk.isLast()) {
                    break;
                }
            }
        }
        return new ReadBody.Whole(Body.of(body.toByteArray()));
    }

    /** Whether there was more than is read. */
    boolean isCut(Body body) {
        return body.length() > maxBytes;
    }

    private static void await(Content.Source source) throws IOException {
        try (Blocker.Runnable more = Blocker.runnable()) {
            source.demand(more);
            more.block();
        }
    }

    private static byte[] take(Content.Chunk chunk, int most) {
        ByteBuffer bytes = chunk.getByteBuffer();
        byte[] taken = new byte[Math.min(bytes.remaining(), most)];
        bytes.get(taken);
        chunk.release();
        return taken;
    }

    private static ReadBody late(Throwable failure) throws IOException {
        if (failure instanceof TimeoutException) {
            return new ReadBody.Late();
        }
        throw new IOException("the body ended early", failure);
    }
}
