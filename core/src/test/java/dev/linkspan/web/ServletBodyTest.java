package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.federation.Ticket;
import dev.linkspan.httpsignatures.Body;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that drip out of a servlet container, on a clock that goes with each byte. */
class ServletBodyTest {

    private final AtomicLong seconds = new AtomicLong();
    private final ServletBody bodies = new ServletBody(
            100, Duration.ofSeconds(30), () -> Duration.ofSeconds(seconds.get()).toNanos());

    @Test
    void a_body_that_comes_in_time_is_read_whole() throws IOException {
        assertThat(read(new Drip(29), IntakeLimits.defaults())).isEqualTo(new ReadBody.Whole(Body.of("x".repeat(29))));
    }

    @Test
    void a_body_that_drips_for_ever_is_given_up_however_short_each_pause() throws IOException {
        Drip drip = new Drip(Integer.MAX_VALUE);

        assertThat(read(drip, IntakeLimits.defaults())).isEqualTo(new ReadBody.Late());

        assertThat(drip.given).isEqualTo(30);
    }

    @Test
    void while_many_wait_a_body_has_a_sixth_of_the_time() throws IOException {
        Drip drip = new Drip(80);

        assertThat(read(drip, IntakeLimits.defaults().withRequests(1))).isEqualTo(new ReadBody.Late());

        assertThat(drip.given).isEqualTo(5);
    }

    @Test
    void of_a_body_that_there_is_no_room_for_no_more_is_read() throws IOException {
        Drip drip = new Drip(29);

        assertThat(read(drip, IntakeLimits.defaults().withBodyBytes(20))).isInstanceOf(ReadBody.PutOff.class);

        assertThat(drip.given).isEqualTo(16); // the last quarter is for others
    }

    @Test
    void of_a_long_body_one_byte_more_than_the_limit_is_read() throws IOException {
        ServletBody short5 = new ServletBody(5, Duration.ofSeconds(30), () -> 0);
        Drip drip = new Drip(10);

        assertThat(short5.read(request(drip), place(IntakeLimits.defaults())))
                .isEqualTo(new ReadBody.Whole(Body.of("x".repeat(6))));
        assertThat(drip.given).isEqualTo(6);
    }

    // S-33
    @Test
    void a_body_without_a_length_of_which_nothing_is_left_was_read_by_somebody() throws IOException {
        assertThat(read(new Drip(0), IntakeLimits.defaults())).isEqualTo(new ReadBody.Consumed());
    }

    @Test
    void a_container_that_breaks_down_over_a_body_has_failed_to_read_it() {
        Drip broken = new Drip(1) {
            @Override
            public int read(byte[] into, int offset, int count) {
                throw new NullPointerException("as Undertow does after a time-out");
            }
        };

        assertThatThrownBy(() -> read(broken, IntakeLimits.defaults()))
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(NullPointerException.class);
    }

    private ReadBody read(Drip drip, IntakeLimits limits) throws IOException {
        return bodies.read(request(drip), place(limits));
    }

    private static Ticket place(IntakeLimits limits) {
        Intake intake = new Intake(limits, () -> 0, new Random(1), reason -> {});
        return ((Intake.Verdict.Admitted) intake.admit("192.0.2.1", 0)).ticket();
    }

    private static HttpServletRequest request(ServletInputStream stream) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ServletBodyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInputStream" -> stream;
                    case "getContentLengthLong" -> -1L;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Gives one byte a second. */
    private class Drip extends ServletInputStream {

        private final int length;
        private int given;

        Drip(int length) {
            this.length = length;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (given == length) {
                return -1;
            }
            given++;
            seconds.incrementAndGet();
            into[offset] = 'x';
            return 1;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isFinished() {
            return given == length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
