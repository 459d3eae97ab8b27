package dev.linkspan.jsonld;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * A context as a table of terms, in the layout of the .terms resources: one statement per line.
 *
 *   address URL            where the context lives; a host of * is any host
 *   include URL            another context that comes first
 *   vocab IRI              @vocab
 *   protected              @protected
 *   prefix | p=IRI ...     prefixes
 *   BASE [@type=T] [@container=C] | term term=local ...
 *                          each term means BASE followed by its local name; a BASE of @id or @type makes aliases
 *   scope TERM ... end     the context in force inside nodes or values of a term already defined
 */
record TermTable(List<String> addresses, JsonValue context) {

    static TermTable parse(String text) {
        List<String> addresses = new ArrayList<>();
        JsonArrayBuilder includes = Trees.array();
        boolean included = false;
        List<String> definitions = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("address ")) {
                addresses.add(line.substring("address ".length()));
            } else if (line.startsWith("include ")) {
                includes.add(line.substring("include ".length()));
                included = true;
            } else if (!line.isEmpty()) {
                definitions.add(line);
            }
        }
        JsonObject own = definitions(definitions.iterator());
        return new TermTable(
                List.copyOf(addresses), included ? includes.add(own).build() : own);
    }

    private static JsonObject definitions(Iterator<String> lines) {
        JsonObjectBuilder context = Trees.object();
        Map<String, JsonValue> terms = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals("end")) {
                break;
            } else if (line.equals("protected")) {
                context.add("@protected", true);
            } else if (line.startsWith("vocab ")) {
                context.add("@vocab", line.substring("vocab ".length()));
            } else if (line.startsWith("scope ")) {
                String term = line.substring("scope ".length());
                JsonObject scope = definitions(lines);
                terms.computeIfPresent(term, (name, definition) -> scoped(definition, scope));
            } else {
                group(line, terms);
            }
        }
        terms.forEach(context::add);
        return context.build();
    }

    private static void group(String line, Map<String, JsonValue> terms) {
        int bar = line.indexOf(" | ");
        Iterator<String> head = words(line.substring(0, bar)).iterator();
        String base = head.next();
        Map<String, String> keywords = new LinkedHashMap<>();
        head.forEachRemaining(word -> pair(word).ifPresent(p -> keywords.put(p.getKey(), p.getValue())));

        for (String word : words(line.substring(bar + 3))) {
            Map.Entry<String, String> entry = pair(word).orElseGet(() -> Map.entry(word, word));
            String local = base.startsWith("@") ? "" : entry.getValue();
            String iri = base.equals("prefix") ? local : base + local;
            terms.put(entry.getKey(), definition(iri, keywords));
        }
    }

    private static JsonValue definition(String iri, Map<String, String> keywords) {
        if (keywords.isEmpty()) {
            return JsonText.text(iri);
        }
        JsonObjectBuilder definition = Trees.object().add("@id", iri);
        keywords.forEach(definition::add);
        return definition.build();
    }

    private static JsonValue scoped(JsonValue definition, JsonObject scope) {
        JsonObjectBuilder builder = definition instanceof JsonObject object
                ? Trees.object(object)
                : Trees.object().add("@id", definition);
        return builder.add("@context", scope).build();
    }

    private static Optional<Map.Entry<String, String>> pair(String word) {
        int equals = word.indexOf('=');
        return equals < 0
                ? Optional.empty()
                : Optional.of(Map.entry(word.substring(0, equals), word.substring(equals + 1)));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split(" +", -1));
    }
}
