package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.federation.Ticket;
import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies that drip, on a clock that goes with each byte. */
class BodyReaderTest {

    private static final Ticket PLACE = place(intake(IntakeLimits.defaults()));

    private final AtomicLong seconds = new AtomicLong();
    private final List<Long> waits = new ArrayList<>();
    private final BodyReader reader = new BodyReader(
            100, Duration.ofSeconds(30), () -> Duration.ofSeconds(seconds.get()).toNanos());

    @Test
    void a_body_that_comes_in_time_is_read_whole() throws IOException {
        assertThat(reader.read(new Drip(29), PLACE, waits::add)).isEqualTo(new ReadBody.Whole(Body.of("x".repeat(29))));
    }

    @Test
    void a_body_that_drips_for_ever_is_given_up_however_short_each_pause() throws IOException {
        Drip drip = new Drip(Integer.MAX_VALUE);

        assertThat(reader.read(drip, PLACE, waits::add)).isEqualTo(new ReadBody.Late());

        assertThat(drip.given).isEqualTo(30);
        // Each wait may take what is left of the whole.
        assertThat(waits).startsWith(30_001L, 29_001L, 28_001L).hasSize(30);
    }

    @Test
    void a_wait_that_the_source_ends_is_late_and_any_other_failure_an_error() throws IOException {
        assertThat(reader.read(new Failing(new TimeoutException("idle")), PLACE, waits::add))
                .isEqualTo(new ReadBody.Late());

        Failing broken = new Failing(new IOException("reset"));
        assertThatThrownBy(() -> reader.read(broken, PLACE, waits::add)).isInstanceOf(IOException.class);
    }

    @Test
    void of_a_long_body_one_byte_more_than_the_limit_is_read() throws IOException {
        BodyReader short5 = new BodyReader(5, Duration.ofSeconds(30), () -> 0);

        assertThat(short5.read(new Drip(10), PLACE, waits::add)).isEqualTo(new ReadBody.Whole(Body.of("x".repeat(6))));
        assertThat(short5.read(Content.Source.from(ByteBuffer.wrap(new byte[10])), PLACE, waits::add))
                .isEqualTo(new ReadBody.Whole(Body.of(new byte[6])));
    }

    @Test
    void of_a_body_that_there_is_no_room_for_no_more_is_read() throws IOException {
        Intake intake = intake(IntakeLimits.defaults().withBodyBytes(20));
        Drip drip = new Drip(80);

        try (Ticket place = place(intake)) {
            assertThat(reader.read(drip, place, waits::add)).isInstanceOf(ReadBody.PutOff.class);
        }

        assertThat(drip.given).isEqualTo(16); // the last quarter is for others
        assertThat(intake.status().bodyBytes()).isZero();
    }

    @Test
    void while_many_wait_a_body_has_a_sixth_of_the_time() throws IOException {
        Intake intake = intake(IntakeLimits.defaults().withRequests(1));
        Drip drip = new Drip(80);

        try (Ticket place = place(intake)) {
            assertThat(reader.read(drip, place, waits::add)).isEqualTo(new ReadBody.Late());
        }

        assertThat(drip.given).isEqualTo(5);
    }

    private static Intake intake(IntakeLimits limits) {
        return new Intake(limits, () -> 0, new Random(1), reason -> {});
    }

    private static Ticket place(Intake intake) {
        return ((Intake.Verdict.Admitted) intake.admit("192.0.2.1", 0)).ticket();
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
