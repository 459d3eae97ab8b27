package dev.linkspan.benchmarks.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the figures of several rounds, and prints their medians, ratios and ranges as a table. */
final class Medians {

    private final String baseline;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();
    private final Map<String, Double> bytes = new LinkedHashMap<>();

    /**
     * A collection.
     *
     * @param baseline what all others are compared with, within each round
     */
    Medians(String baseline) {
        this.baseline = baseline;
    }

    /** Measures each operation once, and adds the rates measured elsewhere in the meantime. */
    void round(Map<String, Supplier<Object>> operations, Map<String, Double> others) {
        Map<String, Double> round = new LinkedHashMap<>();
        operations.forEach((name, operation) -> {
            ProcessorTime.Rate rate = ProcessorTime.of(operation);
            round.put(name, rate.perSecond());
            bytes.put(name, rate.bytes());
        });
        round.putAll(others);
        double base = round.getOrDefault(baseline, Double.NaN);
        round.forEach((name, rate) -> {
            note(rates, name, rate);
            note(ratios, name, rate / base);
        });
    }

    double ratio(String name) {
        return median(ratios.getOrDefault(name, List.of(Double.NaN)));
    }

    double rate(String name) {
        return median(rates.getOrDefault(name, List.of(Double.NaN)));
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "%n%-32s %14s %10s %10s %10s %18s%n",
                "",
                "per CPU-second",
                "us each",
                "B each",
                "ratio",
                "[lowest..highest]");
        rates.forEach((name, values) -> System.out.printf(
                Locale.ROOT,
                "%-32s %14.0f %10.1f %10s %10s %18s%n",
                name,
                median(values),
                1e6 / median(values),
                bytes.containsKey(name) ? String.format(Locale.ROOT, "%.0f", bytes.get(name)) : "",
                significant(ratio(name)),
                range(ratios.getOrDefault(name, List.of(Double.NaN)))));
        System.out.println("ratio: to " + baseline + " in the same round, more is faster");
    }

    private static void note(Map<String, List<Double>> notes, String name, double value) {
        notes.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String range(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return "[" + significant(sorted.getFirst()) + ".." + significant(sorted.getLast()) + "]";
    }

    private static String significant(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
    }
}
