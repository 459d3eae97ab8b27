package dev.linkspan.benchmarks.plots;

import java.util.List;
import java.util.Locale;

/**
 * Lines over two axes as SVG. Its colours are chosen to be read on a light and on a dark page: middle tones without a background;
 * lines differ by their dashes too.
 */
record Plot(String title, Axis x, Axis y, List<Series> series) {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 32;
    private static final int TOP = 36;
    private static final int BOTTOM = 50;
    private static final int LEGEND_LINE = 17;
    private static final String INK = "#7a8089";

    // Okabe and Ito's palette for all eyes, its middle tones.
    private static final List<String> COLOURS =
            List.of("#0b84c6", "#d55e00", "#009e73", "#b8609a", "#a88300", "#7a8089");
    private static final List<String> DASHES = List.of("", "6 4", "2 3", "9 3 2 3", "12 4", "1 4");

    Plot {
        series = List.copyOf(series);
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        int height = HEIGHT + LEGEND_LINE * series.size();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">",
                WIDTH,
                height,
                WIDTH,
                height,
                INK);
        line(svg, "<title>%s</title>", escaped(title));
        text(svg, WIDTH / 2.0, 20, "middle", "font-size=\"14\"", title);
        axes(svg);
        for (int i = 0; i < series.size(); i++) {
            draw(svg, series.get(i), COLOURS.get(i % COLOURS.size()), DASHES.get(i % DASHES.size()));
            legend(svg, i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (double tick : y.ticks()) {
            double at = toY(tick);
            stroke(svg, LEFT, at, WIDTH - RIGHT, at, "stroke-opacity=\"0.3\"");
            text(svg, LEFT - 6, at + 4, "end", "", Axis.text(tick));
        }
        for (double tick : x.ticks()) {
            double at = toX(tick);
            stroke(svg, at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 5.0, "");
            text(svg, at, HEIGHT - BOTTOM + 19.0, "middle", "", Axis.text(tick));
        }
        stroke(svg, LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "");
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle", "", x.label());
        double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
        text(svg, 16, middle, "middle", "transform=\"rotate(-90 16 %s)\"".formatted(number(middle)), y.label());
    }

    private void draw(StringBuilder svg, Series one, String colour, String dashes) {
        StringBuilder points = new StringBuilder();
        for (Series.Point point : one.points()) {
            points.append(number(toX(point.x())))
                    .append(',')
                    .append(number(toY(point.y())))
                    .append(' ');
        }
        line(
                svg,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" points=\"%s\"/>",
                colour,
                dashes,
                points.toString().strip());
        if (one.marked()) {
            for (Series.Point point : one.points()) {
                line(
                        svg,
                        "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>",
                        number(toX(point.x())),
                        number(toY(point.y())),
                        colour);
            }
        }
    }

    private void legend(StringBuilder svg, int index) {
        double at = HEIGHT + LEGEND_LINE * index + 4.0;
        line(
                svg,
                "<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
                LEFT,
                number(at),
                LEFT + 34,
                number(at),
                COLOURS.get(index % COLOURS.size()),
                DASHES.get(index % DASHES.size()));
        text(svg, LEFT + 42, at + 4, "start", "", series.get(index).name());
    }

    private double toX(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double toY(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void stroke(StringBuilder svg, double x1, double y1, double x2, double y2, String more) {
        line(
                svg,
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" %s/>",
                number(x1),
                number(y1),
                number(x2),
                number(y2),
                INK,
                more);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String more, String text) {
        line(
                svg,
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>",
                number(x),
                number(y),
                anchor,
                more,
                escaped(text));
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
