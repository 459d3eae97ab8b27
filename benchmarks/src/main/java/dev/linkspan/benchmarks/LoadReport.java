package dev.linkspan.benchmarks;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Figures, tables and curves of a run, in the order in which they were put, as text for people and as JSON for programs. */
final class LoadReport {

    private final Figures figures = new Figures();
    private final Map<String, List<Figures>> tables = new LinkedHashMap<>();
    private final Map<String, Latencies> curves = new LinkedHashMap<>();

    /** Those that stand alone. */
    Figures figures() {
        return figures;
    }

    /** A new row of the table of this name; all its rows have the same figures. */
    Figures row(String table) {
        Figures row = new Figures();
        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
        return row;
    }

    /** A distribution to be drawn. */
    void curve(String name, Latencies latencies) {
        curves.put(name, latencies);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        figures.shown().forEach((name, value) -> text.append("  %-46s %s%n".formatted(name, value)));
        tables.forEach((name, rows) -> text.append("%n%s%n".formatted(name)).append(table(rows)));
        return text.toString();
    }

    private static String table(List<Figures> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(rows.getFirst().shown().keySet()));
        rows.forEach(row -> lines.add(List.copyOf(row.shown().values())));
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            text.append(line(lines, lines.get(line)));
            if (line == 0) {
                text.append(line(
                        lines,
                        Stream.generate(() -> "---")
                                .limit(lines.getFirst().size())
                                .toList()));
            }
        }
        return text.toString();
    }

    /** A row of a Markdown table, each cell as wide as the widest of its column. */
    private static String line(List<List<String>> all, List<String> cells) {
        StringBuilder text = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            int at = column;
            int width = all.stream().mapToInt(row -> row.get(at).length()).max().orElse(1);
            text.append((" %-" + width + "s |").formatted(cells.get(column)));
        }
        return text.append(System.lineSeparator()).toString();
    }

    JsonObject json(Checks checks) {
        JsonObjectBuilder json = JsonText.object().add("figures", figures.json());
        JsonObjectBuilder allTables = JsonText.object();
        tables.forEach((name, rows) -> {
            JsonArrayBuilder array = JsonText.array();
            rows.forEach(row -> array.add(row.json()));
            allTables.add(name.replace(' ', '_'), array);
        });
        JsonObjectBuilder allCurves = JsonText.object();
        curves.forEach((name, latencies) -> {
            JsonArrayBuilder array = JsonText.array();
            latencies.curve().forEach(ms -> array.add(Math.round(ms * 1000) / 1000.0));
            allCurves.add(name, array);
        });
        JsonArrayBuilder quantiles = JsonText.array();
        Latencies.QUANTILES.forEach(quantiles::add);
        JsonArrayBuilder allChecks = JsonText.array();
        checks.all()
                .forEach(check -> allChecks.add(
                        JsonText.object().add("check", check.what()).add("holds", check.holds())));
        return json.add("tables", allTables)
                .add("quantiles", quantiles)
                .add("curves", allCurves)
                .add("checks", allChecks)
                .build();
    }
}
