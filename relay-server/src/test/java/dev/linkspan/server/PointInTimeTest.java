package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class PointInTimeTest {

    private final PointInTime reader = new PointInTime(() -> Instant.parse("2026-11-21T09:00:00Z"));

    @Test
    void reads_how_long_ago_or_the_moment_itself() {
        assertThat(reader.convert("2h")).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
        assertThat(reader.convert("1d")).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(reader.convert("2026-11-19T12:30:00Z")).isEqualTo(Instant.parse("2026-11-19T12:30:00Z"));
    }

    @Test
    void explains_what_is_neither() {
        for (String text : List.of("", "now", "2h ago", "2026-11-19", "2026-11-19T25:00:00Z", "Tomorrow")) {
            assertThatThrownBy(() -> reader.convert(text))
                    .as(text)
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessageContaining("expected: so long ago");
        }
    }
}
