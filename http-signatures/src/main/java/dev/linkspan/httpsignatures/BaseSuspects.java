package dev.linkspan.httpsignatures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Signed over a base that the sender put together in its own way. Both grammars write {@code name: value} lines. */
final class BaseSuspects {

    private static final String OWN_WAY = "the sender builds the signature base in its own way";
    private static final String TARGET = "(request-target): ";
    private static final String PARAMETERS = "\"@signature-params\": ";

    private BaseSuspects() {}

    static Stream<Suspect> of(Scenery scenery) {
        HttpMessage.Request message = scenery.message();
        List<Suspect> suspects = new ArrayList<>();
        add(suspects, message, "the base ends with a line feed", base -> base + "\n");
        add(suspects, message, "the base's lines end with CR LF", base -> base.replace("\n", "\r\n"));
        add(
                suspects,
                message,
                "the base's lines are joined by \\n as two characters",
                base -> base.replace("\n", "\\n"));
        add(
                suspects,
                message,
                "the base has no blank after the colons",
                base -> lines(base, line -> line.replaceFirst(": ", ":")));
        add(
                suspects,
                message,
                "the names in the base are written as in the fields",
                base -> lines(base, line -> asWritten(message, line)));
        add(suspects, message, "the base's lines are sorted", BaseSuspects::sorted);
        target(suspects, scenery);
        rfc9421(suspects, scenery);
        return suspects.stream();
    }

    private static void target(List<Suspect> suspects, Scenery scenery) {
        HttpMessage.Request message = scenery.message();
        String path = message.requestTarget();
        String absolute = message.scheme() + "://" + message.authority() + path;
        String lower = message.method().toLowerCase(Locale.ROOT);
        String upper = message.method().toUpperCase(Locale.ROOT);
        for (String value :
                List.of(upper + " " + path, lower + " " + absolute, upper + " " + absolute, path, absolute)) {
            add(suspects, message, "(request-target) is \"" + value + "\"", base -> valued(base, TARGET, value));
        }
        Optional<String> date = message.fields()
                .first("date")
                .flatMap(HttpDate::parse)
                .map(instant -> Long.toString(instant.getEpochSecond()));
        date.ifPresent(seconds -> add(
                suspects,
                message,
                "(created) is " + seconds + ", the time in Date",
                base -> valued(base, "(created): ", seconds)));
    }

    private static void rfc9421(List<Suspect> suspects, Scenery scenery) {
        HttpMessage.Request message = scenery.message();
        for (String raw : message.fields().all("signature-input")) {
            int equals = raw.indexOf('=');
            add(suspects, message, "@signature-params is \"" + raw + "\"", base -> valued(base, PARAMETERS, raw));
            String value = raw.substring(equals + 1);
            add(suspects, message, "@signature-params is \"" + value + "\"", base -> valued(base, PARAMETERS, value));
        }
        add(suspects, message, "the base has no @signature-params", BaseSuspects::withoutParameters);
        add(
                suspects,
                message,
                "the names in the base stand without quotes",
                base -> lines(base, BaseSuspects::withoutQuotes));
        add(
                suspects,
                message,
                "@method is " + message.method().toLowerCase(Locale.ROOT),
                base -> valued(base, "\"@method\": ", message.method().toLowerCase(Locale.ROOT)));
        message.fields()
                .first("host")
                .ifPresent(host -> add(
                        suspects, message, "@authority is " + host, base -> valued(base, "\"@authority\": ", host)));
        String query = Optional.ofNullable(message.targetUri().getRawQuery()).orElse("");
        add(suspects, message, "@query is \"" + query + "\"", base -> valued(base, "\"@query\": ", query));
    }

    private static void add(
            List<Suspect> suspects, HttpMessage.Request message, String change, UnaryOperator<String> rewriting) {
        suspects.add(Suspect.ofBase(change, OWN_WAY, message, rewriting));
    }

    private static String lines(String base, UnaryOperator<String> rewriting) {
        StringBuilder lines = new StringBuilder();
        base.lines().forEach(line -> lines.append(lines.isEmpty() ? "" : "\n").append(rewriting.apply(line)));
        return lines.toString();
    }

    private static String valued(String base, String start, String value) {
        return lines(base, line -> line.startsWith(start) ? start + value : line);
    }

    private static String asWritten(HttpMessage.Request message, String line) {
        for (Fields.Line field : message.fields().lines()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (line.startsWith(name + ": ")) {
                return field.name() + line.substring(name.length());
            }
        }
        return line;
    }

    private static String sorted(String base) {
        return String.join("\n", base.lines().sorted(Comparator.naturalOrder()).toList());
    }

    private static String withoutParameters(String base) {
        int at = base.lastIndexOf("\n" + PARAMETERS);
        return at < 0 ? base : base.substring(0, at);
    }

    private static String withoutQuotes(String line) {
        int end = line.indexOf("\": ");
        return line.startsWith("\"") && end > 0 ? line.substring(1, end) + line.substring(end + 1) : line;
    }
}
