package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and durations as they are written, and as nobody should write them. */
class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,                2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05z,                2026-01-02T03:04:05Z",
        "2026-01-02t03:04:05Z,                2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05,                 2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05,                 2026-01-02T03:04:05Z",
        "2026-01-02T03:04Z,                   2026-01-02T03:04:00Z",
        "2026-01-02T03:04,                    2026-01-02T03:04:00Z",
        "2026-01-02,                          2026-01-02T00:00:00Z",
        "2026-01-02T03:04:05+00:00,           2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05-00:00,           2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+05:30,           2026-01-01T21:34:05Z",
        "2026-01-02T03:04:05+0530,            2026-01-01T21:34:05Z",
        "2026-01-02T03:04:05-08,              2026-01-02T11:04:05Z",
        "2026-01-02 03:04:05 +0000,           2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.1Z,              2026-01-02T03:04:05.1Z",
        "2026-01-02T03:04:05.123456789Z,      2026-01-02T03:04:05.123456789Z",
        "2026-01-02T03:04:05.1234567899999Z,  2026-01-02T03:04:05.123456789Z",
        "'2026-01-02T03:04:05,25Z',           2026-01-02T03:04:05.25Z",
        "2016-12-31T23:59:60Z,                2017-01-01T00:00:00Z",
        "2026-01-02T24:00:00Z,                2026-01-03T00:00:00Z",
        "2024-02-29T00:00:00Z,                2024-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z,                0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z,                9999-12-31T23:59:59Z",
        "' 2026-01-02T03:04:05Z ',            2026-01-02T03:04:05Z",
    })
    void reads_times(String text, Instant expected) {
        assertThat(Times.instant(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0000-00-00T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-02T25:00:00Z",
                "2026-01-02T24:00:01Z",
                "2026-01-02T03:60:00Z",
                "2026-01-02T03:04:61Z",
                "2026-01-02T03:04:05.Z",
                "2026-01-02T03:04:05+19:00",
                "2026-01-02T03:04:05+",
                "2026-01-02T03:04:05Zulu",
                "2026-01-02T03:04:05 UTC",
                "2026-01-02T",
                "2026-01-02T03",
                "2026-1-2T03:04:05Z",
                "20260102T030405Z",
                "-0001-01-01T00:00:00Z",
                "+12026-01-02T03:04:05Z",
                "12026-01-02T03:04:05Z",
                "Fri, 02 Jan 2026 03:04:05 GMT",
                "1767323045",
                "\u0662\u0660\u0662\u0666-01-02T03:04:05Z",
            })
    void reads_nothing_from_what_is_no_time(String text) {
        assertThat(Times.instant(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,                 PT0S",
        "PT1H2M3S,             PT1H2M3S",
        "P1D,                  PT24H",
        "P2W,                  PT336H",
        "P1DT12H,              PT36H",
        "PT2679S,              PT44M39S",
        "PT0.5S,               PT0.5S",
        "PT1.5H,               PT1H30M",
        "PT0.1234567891S,      PT0.123456789S",
        "-PT5M,                PT-5M",
        "' PT1S ',             PT1S",
    })
    void reads_durations(String text, Duration expected) {
        assertThat(Times.duration(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1DT",
                "P1Y",
                "P1M",
                "P1Y2M3DT4H",
                "1H",
                "T1H",
                "PT1",
                "PT1X",
                "PT.S",
                "PT1.2.3S",
                "PT-1S",
                "PT1e9S",
                "--PT1S",
                "PT1HT1M",
                "P1H",
                "PT1D",
                "00:05:00",
                "P99999999999999999999D",
                "PT9223372036854775808S",
            })
    void reads_nothing_from_what_is_no_duration_of_fixed_length(String text) {
        assertThat(Times.duration(text)).isEmpty();
    }

    @Test
    void reads_nothing_from_what_is_longer_than_any_time() {
        assertThat(Times.instant("2026-01-02T03:04:05." + "0".repeat(100) + "Z"))
                .isEmpty();
        assertThat(Times.duration("PT" + "0".repeat(1_000_000) + "S")).isEmpty();
    }
}
