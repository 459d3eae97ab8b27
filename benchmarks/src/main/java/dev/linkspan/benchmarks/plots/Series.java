package dev.linkspan.benchmarks.plots;

import java.util.List;

/**
 * A line of a plot.
 *
 * @param name for the legend
 * @param points in the order of their x
 * @param marked whether each point gets a dot, because it was measured by itself
 */
record Series(String name, List<Point> points, boolean marked) {

    /** A measured value. */
    record Point(double x, double y) {}

    Series {
        points = List.copyOf(points);
    }

    double greatestY() {
        return points.stream().mapToDouble(Point::y).max().orElse(0);
    }
}
