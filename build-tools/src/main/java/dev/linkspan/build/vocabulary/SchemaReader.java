package dev.linkspan.build.vocabulary;

import dev.linkspan.build.vocabulary.Schema.Declared;
import dev.linkspan.build.vocabulary.Schema.Prefix;
import dev.linkspan.build.vocabulary.Schema.Property;
import dev.linkspan.build.vocabulary.Schema.SchemaException;
import dev.linkspan.build.vocabulary.Schema.TypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a schema; its syntax stands at the head of the file. */
final class SchemaReader {

    private static final Set<String> VALUE_RANGES = Set.of(
            "text",
            "lang",
            "iri",
            "url",
            "boolean",
            "integer",
            "number",
            "numbers",
            "dateTime",
            "duration",
            "json",
            "type");

    private final Map<String, Prefix> prefixes = new LinkedHashMap<>();
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, TypeDefinition> types = new LinkedHashMap<>();

    private SchemaReader() {}

    static Schema read(String text) {
        SchemaReader reader = new SchemaReader();
        for (String statement : statements(text)) {
            try {
                reader.statement(statement);
            } catch (RuntimeException e) {
                throw new SchemaException(e.getMessage() + " in: " + statement);
            }
        }
        Schema schema = new Schema(reader.prefixes, reader.properties, reader.types);
        schema.check();
        return schema;
    }

    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            if (!Character.isWhitespace(line.charAt(0)) && !current.isEmpty()) {
                statements.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(line.strip());
        }
        if (!current.isEmpty()) {
            statements.add(current.toString());
        }
        return statements;
    }

    private void statement(String statement) {
        int bar = statement.indexOf(" | ");
        String doc = bar < 0 ? "" : statement.substring(bar + 3).strip();
        List<String> words = words(bar < 0 ? statement : statement.substring(0, bar));
        switch (words.getFirst()) {
            case "prefix" ->
                unique(
                        prefixes,
                        words.get(1),
                        new Prefix(
                                words.get(1),
                                words.get(2),
                                words.size() > 3 ? Optional.of(words.get(3)) : Optional.empty()));
            case "property" -> unique(properties, words.get(1), property(words, documented(doc)));
            case "type" -> unique(types, words.get(1), type(words, documented(doc)));
            default -> throw new SchemaException("neither prefix nor property nor type");
        }
    }

    private Property property(List<String> words, String doc) {
        String name = words.get(1);
        String range = words.get(2);
        boolean many =
                switch (words.get(3)) {
                    case "many" -> true;
                    case "one" -> false;
                    default -> throw new SchemaException("cardinality " + words.get(3));
                };
        Attributes attributes = new Attributes(words.subList(4, words.size()));
        List<String> iris = iris(name, attributes);
        boolean value = VALUE_RANGES.contains(range);
        Property property = new Property(
                name,
                attributes.one("java").orElse(name),
                attributes.one("plural"),
                iris,
                value ? range : "view",
                value ? Optional.empty() : Optional.of(range.equals("View") ? Schema.ANY : range),
                many,
                attributes.one("container").isPresent(),
                attributes.one("write").filter("single"::equals).isPresent(),
                attributes.one("map"),
                declared(attributes, iris.getFirst()),
                doc);
        attributes.allUsed();
        return property;
    }

    private TypeDefinition type(List<String> words, String doc) {
        String name = words.get(1);
        int equals = words.indexOf("=");
        List<String> head = words.subList(2, equals < 0 ? words.size() : equals);
        List<String> properties = equals < 0 ? List.of() : List.copyOf(words.subList(equals + 1, words.size()));
        List<String> parents = new ArrayList<>();
        int at = 0;
        if (!head.isEmpty() && head.getFirst().equals(":")) {
            at = 1;
            while (at < head.size() && Character.isUpperCase(head.get(at).charAt(0))) {
                parents.add(head.get(at++));
            }
        }
        Attributes attributes = new Attributes(head.subList(at, head.size()));
        boolean virtual = attributes.flag("virtual");
        List<String> iris = virtual ? List.of() : iris(name, attributes);
        TypeDefinition type = new TypeDefinition(
                name,
                attributes.one("java").orElse(name),
                List.copyOf(parents),
                attributes.one("narrows").map(List::of).orElse(List.copyOf(parents)),
                iris,
                virtual,
                attributes.flag("untyped"),
                attributes.all("with"),
                properties,
                virtual ? new Declared("core", "", "") : declared(attributes, iris.getFirst()),
                doc);
        attributes.allUsed();
        return type;
    }

    private List<String> iris(String name, Attributes attributes) {
        List<String> iris = attributes.all("iri").stream().map(this::expanded).toList();
        return iris.isEmpty() ? List.of(expanded("as:" + name)) : iris;
    }

    private String expanded(String iri) {
        if (iri.startsWith("<") && iri.endsWith(">")) {
            return iri.substring(1, iri.length() - 1);
        }
        int colon = iri.indexOf(':');
        Prefix prefix = prefixes.get(colon < 0 ? "" : iri.substring(0, colon));
        if (prefix == null) {
            throw new SchemaException("no prefix for " + iri);
        }
        return prefix.iri() + iri.substring(colon + 1);
    }

    private Declared declared(Attributes attributes, String iri) {
        Prefix prefix = prefixes.values().stream()
                .filter(known -> iri.startsWith(known.iri()))
                .max(java.util.Comparator.comparing(known -> known.iri().length()))
                .orElse(new Prefix("", "", Optional.empty()));
        Optional<String> said = attributes.one("declared");
        if (said.isPresent() && said.get().equals("core")) {
            return new Declared("core", "", "");
        }
        if (said.isPresent() && !said.get().equals("inline")) {
            return new Declared("context", said.get(), "");
        }
        if (said.isEmpty() && prefix.name().equals("as")) {
            return new Declared("core", "", "");
        }
        if (said.isEmpty() && prefix.context().isPresent()) {
            return new Declared("context", prefix.context().get(), "");
        }
        return new Declared("inline", prefix.name(), prefix.iri());
    }

    private static String documented(String doc) {
        if (doc.isEmpty()) {
            throw new SchemaException("no documentation");
        }
        return doc;
    }

    private static <T> void unique(Map<String, T> map, String name, T value) {
        if (map.putIfAbsent(name, value) != null) {
            throw new SchemaException(name + " is defined twice");
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    /** The words of the form name=value, and flags; every one must be asked for. */
    private static final class Attributes {
        private final Map<String, List<String>> values = new LinkedHashMap<>();

        Attributes(List<String> words) {
            for (String word : words) {
                int equals = word.indexOf('=');
                String name = equals < 0 ? word : word.substring(0, equals);
                values.computeIfAbsent(name, n -> new ArrayList<>()).add(equals < 0 ? "" : word.substring(equals + 1));
            }
        }

        private final Set<String> used = new java.util.HashSet<>();

        List<String> all(String name) {
            used.add(name);
            return List.copyOf(values.getOrDefault(name, List.of()));
        }

        Optional<String> one(String name) {
            return all(name).stream().findFirst();
        }

        boolean flag(String name) {
            return !all(name).isEmpty();
        }

        void allUsed() {
            values.keySet().stream()
                    .filter(name -> !used.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new SchemaException("unknown attribute " + name);
                    });
        }
    }
}
