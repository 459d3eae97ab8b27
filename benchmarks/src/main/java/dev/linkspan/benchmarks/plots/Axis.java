package dev.linkspan.benchmarks.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values lie along a line.
 *
 * @param label what is measured, with its unit
 * @param logarithmic whether equal distances are equal ratios; then both ends are powers of ten
 */
record Axis(String label, double from, double to, boolean logarithmic) {

    private static final int TICKS = 5;

    /** An axis from 0 to a round number that is not below the greatest value. */
    static Axis linear(String label, double greatest) {
        double step = step(greatest);
        return new Axis(label, 0, step * Math.max(1, Math.ceil(greatest / step)), false);
    }

    /** An axis of powers of ten around the values. */
    static Axis logarithmic(String label, double least, double greatest) {
        double from = Math.pow(10, Math.floor(Math.log10(least)));
        double to = Math.pow(10, Math.ceil(Math.log10(greatest)));
        return new Axis(label, from, Math.max(to, 10 * from), true);
    }

    /** From 0 to 1 along the axis; what lies outside is at its end. */
    double place(double value) {
        double place = logarithmic
                ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
                : (value - from) / (to - from);
        return Math.clamp(place, 0, 1);
    }

    /** Values to be written at the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double step = step(to);
        for (double tick = from; tick <= to * 1.000_001; tick = logarithmic ? tick * 10 : tick + step) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** A value as it is written at the axis. */
    static String text(double value) {
        boolean whole = Math.abs(value - Math.rint(value)) < 1e-9;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
    }

    /** 1, 2 or 5 times a power of ten, so that there are about five steps. */
    private static double step(double greatest) {
        double rough = Math.max(greatest, 1e-9) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}
