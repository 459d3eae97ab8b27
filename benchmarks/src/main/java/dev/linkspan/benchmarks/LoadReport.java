package dev.linkspan.benchmarks;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Named figures in the order in which they were put, as text for people and as JSON for programs. */
final class LoadReport {

    private final Map<String, Object> figures = new LinkedHashMap<>();

    /** A count or a size; the unit is in the name. */
    void put(String name, long value) {
        figures.put(name, value);
    }

    /** A measured figure; the unit is in the name. */
    void put(String name, double value) {
        figures.put(name, value);
    }

    /** A text. */
    void put(String name, String value) {
        figures.put(name, value);
    }

    /** A distribution of times. */
    void put(String name, Latencies latencies) {
        put(name + " p50 ms", latencies.p50());
        put(name + " p99 ms", latencies.p99());
        put(name + " max ms", latencies.max());
    }

    /** Whether a count is more than 0. */
    boolean isPositive(String name) {
        return figures.get(name) instanceof Long count && count > 0;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        figures.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-46s %s%n", name, shown(value))));
        return text.toString();
    }

    private static String shown(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : value.toString();
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonText.object();
        figures.forEach((name, value) -> {
            String key = name.replace(' ', '_');
            switch (value) {
                case Double number -> json.add(key, Math.round(number * 1000) / 1000.0);
                case Long number -> json.add(key, number);
                default -> json.add(key, value.toString());
            }
        });
        return json.build();
    }
}
