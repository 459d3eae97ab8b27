package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies that drip, on a clock that goes with each byte. */
class BodyReaderTest {

    private final AtomicLong seconds = new AtomicLong();
    private final List<Long> waits = new ArrayList<>();
    private final BodyReader reader = new BodyReader(
            100, Duration.ofSeconds(30), () -> Duration.ofSeconds(seconds.get()).toNanos());

    @Test
    void a_body_that_comes_in_time_is_read_whole() throws IOException {
        assertThat(reader.read(new Drip(29), waits::add)).contains(Body.of("x".repeat(29)));
    }

    @Test
    void a_body_that_drips_for_ever_is_given_up_however_short_each_pause() throws IOException {
        Drip drip = new Drip(Integer.MAX_VALUE);

        assertThat(reader.read(drip, waits::add)).isEmpty();

        assertThat(drip.given).isEqualTo(30);
        // Each wait may take what is left of the whole.
        assertThat(waits).startsWith(30_001L, 29_001L, 28_001L).hasSize(30);
    }

    @Test
    void a_wait_that_the_source_ends_is_late_and_any_other_failure_an_error() throws IOException {
        assertThat(reader.read(new Failing(new TimeoutException("idle")), waits::add))
                .isEmpty();

        Failing broken = new Failing(new IOException("reset"));
        assertThatThrownBy(() -> reader.read(broken, waits::add)).isInstanceOf(IOException.class);
    }

    @Test
    void of_a_long_body_one_byte_more_than_the_limit_is_read() throws IOException {
        BodyReader short5 = new BodyReader(5, Duration.ofSeconds(30), () -> 0);

        assertThat(short5.read(new Drip(10), waits::add)).contains(Body.of("x".repeat(6)));
        assertThat(short5.read(Content.Source.from(ByteBuffer.wrap(new byte[10])), waits::add)
                        .orElseThrow()
                        .length())
                .isEqualTo(6);
    }

    /** Gives one byte a second. */
    private final class Drip implements Content.Source {

        private final int length;
        private int given;
        private boolean isReady;

        Drip(int length) {
            this.length = length;
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (!isReady) {
                return null;
            }
            isReady = false;
            given++;
            seconds.incrementAndGet();
            return Content.Chunk.from(ByteBuffer.wrap(new byte[] {'x'}), given == length);
        }

        @Override
        public void demand(Runnable demandCallback) {
            isReady = true;
            demandCallback.run();
        }

        @Override
        public void fail(Throwable failure) {}
    }

    private record Failing(Throwable failure) implements Content.Source {

        @Override
        public Content.Chunk read() {
            return Content.Chunk.from(failure, false);
        }

        @Override
        public void demand(Runnable demandCallback) {
            demandCallback.run();
        }

        @Override
        public void fail(Throwable cause) {}
    }
}
