package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimeSpanTest {

    @Test
    void reads_what_people_write() {
        assertThat(List.of("45s", "90m", "12h", "7d").stream()
                        .map(new TimeSpan()::convert)
                        .toList())
                .containsExactly(
                        Duration.ofSeconds(45), Duration.ofMinutes(90), Duration.ofHours(12), Duration.ofDays(7));
    }

    @Test
    void explains_what_it_cannot_read() {
        for (String text : List.of("", "d", "7", "-1d", "1.5h", "7 d", "7w", "1234567d", "٧d")) {
            assertThatThrownBy(() -> new TimeSpan().convert(text))
                    .as(text)
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessageContaining("expected: such as 90m, 12h or 7d");
        }
    }
}
