package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void takes_percentiles_by_nearest_rank() {
        long[] nanos =
                LongStream.rangeClosed(1, 200).map(ms -> (201 - ms) * 1_000_000).toArray();

        Latencies latencies = Latencies.of(nanos);

        assertThat(latencies.p50()).isEqualTo(100);
        assertThat(latencies.p99()).isEqualTo(198);
        assertThat(latencies.max()).isEqualTo(200);
        assertThat(latencies.curve())
                .hasSameSizeAs(Latencies.QUANTILES)
                .startsWith(1.0, 10.0)
                .endsWith(200.0);
    }

    @Test
    void is_zero_without_any() {
        assertThat(Latencies.of(new long[0])).isEqualTo(new Latencies(0, 0, 0, List.of()));
    }
}
