package dev.linkspan.server;

import dev.linkspan.discovery.Missing;
import dev.linkspan.server.inspect.Printable;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;

/**
 * What asking the network gave, for programs and for people.
 *
 * @param exit the exit code
 * @param json for programs; the members are documented in {@code docs/lookup.md} and do not change their meaning
 * @param text for people; ends with a line feed
 */
record NetworkReport(int exit, JsonObject json, String text) {

    /** Found, and nothing speaks against it. */
    static final int GOOD = 0;

    /** Found, but not to be believed. */
    static final int DOUBTFUL = 1;

    /** Nothing found. */
    static final int NOTHING = 2;

    private static final int LABEL_WIDTH = 16;

    static NetworkReport missing(String asked, Missing missing) {
        JsonObject json = JsonText.object()
                .add("asked", asked)
                .add("missing", why(missing))
                .build();
        return new NetworkReport(NOTHING, json, Printable.of(missing.detail()) + hint(missing) + "\n");
    }

    static JsonObjectBuilder why(Missing missing) {
        return JsonText.object()
                .add("reason", missing.reason().name().toLowerCase(Locale.ROOT))
                .add("detail", missing.detail());
    }

    static JsonArrayBuilder array(Iterable<String> texts) {
        JsonArrayBuilder array = JsonText.array();
        texts.forEach(array::add);
        return array;
    }

    static String heading(String text) {
        return Printable.of(text) + "\n";
    }

    static String line(String label, String text) {
        return "  " + label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + Printable.of(text) + "\n";
    }

    /** A line for each. */
    static String lines(String label, List<String> texts) {
        StringBuilder lines = new StringBuilder();
        texts.forEach(text -> lines.append(line(label, text)));
        return lines.toString();
    }

    private static String hint(Missing missing) {
        return switch (missing.reason()) {
            case FORBIDDEN -> "\n(--allow-private-network asks private addresses and plain http, too)";
            case DENIED ->
                "\n(the server shows it to nobody, or only to who signs the request; this one is not signed)";
            case UNUSABLE_NAME, NOT_FOUND, GONE, UNUSABLE_ANSWER, CONTRADICTED, UNREACHABLE, BUDGET_SPENT -> "";
        };
    }
}
