package dev.linkspan.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times in milliseconds: median, 99th percentile by nearest rank, and the longest; zeros if there is none.
 *
 * @param curve the shortest, the percentiles 5, 10, … 95, then 99, 99.9 and the longest
 */
record Latencies(double p50, double p99, double max, List<Double> curve) {

    /** What the values of a curve are the quantiles of. */
    static final List<Double> QUANTILES = quantiles();

    Latencies {
        curve = List.copyOf(curve);
    }

    private static List<Double> quantiles() {
        List<Double> quantiles = new ArrayList<>();
        for (int percent = 0; percent < 100; percent += 5) {
            quantiles.add(percent / 100.0);
        }
        quantiles.addAll(List.of(0.99, 0.999, 1.0));
        return List.copyOf(quantiles);
    }

    static Latencies of(long[] nanos) {
        if (nanos.length == 0) {
            return new Latencies(0, 0, 0, List.of());
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(
                rank(sorted, 0.5),
                rank(sorted, 0.99),
                sorted[sorted.length - 1] / 1e6,
                QUANTILES.stream().map(quantile -> rank(sorted, quantile)).toList());
    }

    private static double rank(long[] sorted, double quantile) {
        return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)] / 1e6;
    }
}
