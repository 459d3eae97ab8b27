package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of RFC 9110 §5.6.7, and what is close to them. */
class HttpDateTest {

    private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

    @Test
    void writes_the_preferred_form() {
        assertThat(HttpDate.format(EXAMPLE)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void reads_the_preferred_form_and_both_obsolete_ones() {
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT")).contains(EXAMPLE);
        assertThat(HttpDate.parse("Sun Nov  6 08:49:37 1994")).contains(EXAMPLE);
        assertThat(HttpDate.parse("Sun Nov 13 08:49:37 1994")).contains(EXAMPLE.plusSeconds(7 * 86_400));
        // Two digits of a year: a signature is never of another century than ours.
        assertThat(HttpDate.parse("Tuesday, 01-Sep-26 10:00:02 GMT")).contains(TestRequest.NOW);
    }

    @Test
    void reads_a_day_of_one_digit_and_a_numeric_zone() {
        assertThat(HttpDate.parse("Sun, 6 Nov 1994 08:49:37 GMT")).contains(EXAMPLE);
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 09:49:37 +0100")).contains(EXAMPLE);
    }

    @Test
    void refuses_what_is_no_date() {
        for (String value : List.of(
                "",
                "now",
                "784111777",
                "1994-11-06T08:49:37Z",
                "Mon, 06 Nov 1994 08:49:37 GMT", // it was a Sunday
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 999999999999 08:49:37 GMT",
                " ".repeat(100_000))) {
            assertThat(HttpDate.parse(value)).as(value).isEmpty();
        }
    }
}
