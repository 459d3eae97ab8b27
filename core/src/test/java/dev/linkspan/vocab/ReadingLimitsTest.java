package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingLimitsTest {

    @Test
    void refuses_limits_beyond_what_the_parser_can() {
        assertThatThrownBy(() -> new ReadingLimits(1, 65, 1, 1, 1, 1, 1)).hasMessage("depth: 65 (expected: 1..64)");
        assertThatThrownBy(() -> new ReadingLimits(1, 1, 1, 1, 1, 1_001, 1))
                .hasMessage("numberChars: 1001 (expected: 1..1000)");
        assertThatThrownBy(() -> new ReadingLimits(1, 1, 1, 1, 1, 1, 10_001))
                .hasMessage("exponent: 10001 (expected: 1..10000)");
    }

    @Test
    void refuses_limits_that_nothing_keeps() {
        assertThatThrownBy(() -> new ReadingLimits(0, 1, 1, 1, 1, 1, 1))
                .hasMessage("bytes: 0 (expected: 1..2147483647)");
    }
}
