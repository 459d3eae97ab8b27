package dev.linkspan.benchmarks.plots;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws the plots of docs/benchmarks.md. Arguments: the folder with the JSON files that the load driver wrote, each named after
 * its scenario ({@code lanes.json}), and the folder for the plots. What was not measured is not drawn.
 */
public final class PlotDriver {

    private final Path measured;
    private final Path plots;

    private PlotDriver(Path measured, Path plots) {
        this.measured = measured;
        this.plots = plots;
    }

    /** Draws. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("arguments: expected: FOLDER-WITH-JSON FOLDER-FOR-SVG");
        }
        Files.createDirectories(Path.of(args[1]));
        new PlotDriver(Path.of(args[0]), Path.of(args[1])).draw();
    }

    private void draw() throws IOException {
        Optional<JsonObject> lanes = read("lanes");
        if (lanes.isPresent()) {
            List<JsonObject> rows = rows(lanes.get(), "cost_by_lanes");
            write("accept-over-lanes", acceptOverLanes(rows));
            write("memory-over-lanes", memoryOverLanes(rows));
        }
        Optional<JsonObject> backlog = read("backlog");
        if (backlog.isPresent()) {
            List<JsonObject> rows = rows(backlog.get(), "memory_and_disk");
            write("heap-over-backlog", overBacklog(rows, "Live heap", "MiB", "live_heap_MiB"));
            write("disk-over-backlog", overBacklog(rows, "Disk", "MiB", "disk_MiB"));
        }
        Optional<JsonObject> dead = read("dead");
        if (dead.isPresent()) {
            write("latency-with-dead-hosts", latencies(dead.get(), "From 202 to delivered, the others' deliveries"));
        }
        Optional<JsonObject> catchUp = read("catch-up");
        if (catchUp.isPresent()) {
            write("latency-while-catching-up", latencies(catchUp.get(), "From 202 to delivered, fresh activities"));
        }
        List<Series> shares = new ArrayList<>();
        for (String run : new String[] {"fan-out", "fan-out-accp", "fan-out-jdk"}) {
            read(run).ifPresent(figures -> shares.add(share(figures)));
        }
        if (!shares.isEmpty()) {
            double rounds = shares.stream()
                    .mapToDouble(one -> one.points().size())
                    .max()
                    .orElse(1);
            write(
                    "share-of-signing",
                    new Plot(
                            "Processor time that is signing",
                            Axis.linear("round (the first ones warm the JVM)", rounds),
                            Axis.linear("percent", 100),
                            shares));
        }
    }

    private static Plot acceptOverLanes(List<JsonObject> rows) {
        Series cpu = series("accepting one activity", rows, "lanes", "accept_CPU_us");
        Series delivery = series("one delivery, signature and all", rows, "lanes", "delivery_CPU_us");
        return overLanes("Processor time, by the number of lanes", "microseconds", List.of(cpu, delivery));
    }

    private static Plot memoryOverLanes(List<JsonObject> rows) {
        Series heap = series("live heap", rows, "lanes", "live_heap_MiB");
        Series rss = series("resident, after load", rows, "lanes", "RSS_MiB");
        return overLanes("Memory, by the number of lanes", "MiB", List.of(heap, rss));
    }

    private static Plot overLanes(String title, String unit, List<Series> series) {
        double least = series.getFirst().points().getFirst().x();
        double most = series.getFirst().points().getLast().x();
        return new Plot(title, Axis.logarithmic("lanes", least, most), Axis.linear(unit, greatestY(series)), series);
    }

    private static Plot overBacklog(List<JsonObject> rows, String what, String unit, String column) {
        List<Series> series = rows.stream()
                .map(row -> row.getInt("lanes"))
                .filter(lanes -> lanes > 0)
                .distinct()
                .map(lanes -> series(
                        lanes + " lanes, all far behind",
                        rows.stream()
                                .filter(row -> row.getInt("lanes") == lanes)
                                .toList(),
                        "activities_retained",
                        column))
                .toList();
        double most = series.getFirst().points().getLast().x();
        return new Plot(
                what + ", by activities retained",
                Axis.linear("activities retained", most),
                Axis.linear(unit, greatestY(series)),
                series);
    }

    /** Latencies at their quantiles. */
    private static Plot latencies(JsonObject run, String title) {
        List<JsonNumber> quantiles = run.getJsonArray("quantiles").getValuesAs(JsonNumber.class);
        List<Series> series = new ArrayList<>();
        run.getJsonObject("curves").forEach((name, values) -> {
            List<JsonNumber> millis = values.asJsonArray().getValuesAs(JsonNumber.class);
            List<Series.Point> points = new ArrayList<>();
            for (int i = 0; i < millis.size(); i++) {
                points.add(new Series.Point(
                        Math.max(1, millis.get(i).doubleValue()),
                        100 * quantiles.get(i).doubleValue()));
            }
            series.add(new Series(name, points, false));
        });
        double greatest = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Series.Point::x)
                .max()
                .orElse(10);
        return new Plot(
                title,
                Axis.logarithmic("milliseconds", 1, greatest),
                Axis.linear("percent of deliveries", 100),
                series);
    }

    private static Series share(JsonObject run) {
        return series(
                run.getJsonObject("figures").getString("engine") + ", "
                        + run.getJsonObject("figures").getInt("subscribers") + " subscribers",
                rows(run, "rounds"),
                "round",
                "share_percent");
    }

    private static Series series(String name, List<JsonObject> rows, String x, String y) {
        return new Series(
                name,
                rows.stream()
                        .map(row -> new Series.Point(
                                row.getJsonNumber(x).doubleValue(),
                                row.getJsonNumber(y).doubleValue()))
                        .toList(),
                true);
    }

    private static double greatestY(List<Series> series) {
        return series.stream().mapToDouble(Series::greatestY).max().orElse(1);
    }

    private static List<JsonObject> rows(JsonObject run, String table) {
        return run.getJsonObject("tables").getJsonArray(table).getValuesAs(JsonObject.class);
    }

    private Optional<JsonObject> read(String scenario) throws IOException {
        Path file = measured.resolve(scenario + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return switch (JsonText.parse(Body.of(Files.readAllBytes(file)))) {
            case JsonText.Result.Document document -> Optional.of(document.object());
            case JsonText.Result.Malformed malformed -> throw new IOException(file + ": " + malformed.detail());
        };
    }

    private void write(String name, Plot plot) throws IOException {
        Path file = plots.resolve(name + ".svg");
        Files.writeString(file, plot.svg());
        System.out.println(file);
    }
}
