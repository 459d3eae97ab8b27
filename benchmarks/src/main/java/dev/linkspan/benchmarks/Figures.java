package dev.linkspan.benchmarks;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Named figures in the order in which they were put; the unit is in the name. */
final class Figures {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A count or a size. */
    Figures put(String name, long value) {
        values.put(name, value);
        return this;
    }

    /** A measured figure. */
    Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** A text. */
    Figures put(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** The median and the 99th percentile of a distribution of times. */
    Figures put(String name, Latencies latencies) {
        put(name + " p50 ms", latencies.p50());
        return put(name + " p99 ms", latencies.p99());
    }

    /** By name, as a person reads them. */
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((name, value) -> shown.put(name, shown(value)));
        return shown;
    }

    private static String shown(Object value) {
        return switch (value) {
            case Double number -> String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.3f" : "%.1f", number);
            default -> value.toString();
        };
    }

    /** Puts all into a JSON object. */
    JsonObjectBuilder json() {
        JsonObjectBuilder json = JsonText.object();
        values.forEach((name, value) -> {
            String key = name.replace(' ', '_');
            switch (value) {
                case Double number -> json.add(key, Math.round(number * 10_000) / 10_000.0);
                case Long number -> json.add(key, number);
                default -> json.add(key, value.toString());
            }
        });
        return json;
    }
}
