package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void takes_percentiles_by_nearest_rank() {
        long[] nanos =
                LongStream.rangeClosed(1, 200).map(ms -> (201 - ms) * 1_000_000).toArray();

        assertThat(Latencies.of(nanos)).isEqualTo(new Latencies(100, 198, 200));
    }

    @Test
    void is_zero_without_any() {
        assertThat(Latencies.of(new long[0])).isEqualTo(new Latencies(0, 0, 0));
    }
}
