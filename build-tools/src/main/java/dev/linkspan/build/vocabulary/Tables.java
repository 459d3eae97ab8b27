package dev.linkspan.build.vocabulary;

import dev.linkspan.build.vocabulary.Schema.Declared;
import dev.linkspan.build.vocabulary.Schema.Property;
import dev.linkspan.build.vocabulary.Schema.TypeDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The class that holds the schema at run time. */
final class Tables {

    private static final Map<String, String> RANGES = Map.ofEntries(
            Map.entry("text", "TEXT"),
            Map.entry("lang", "LANGUAGE_TEXT"),
            Map.entry("iri", "IRI"),
            Map.entry("url", "URL"),
            Map.entry("boolean", "BOOLEAN"),
            Map.entry("integer", "INTEGER"),
            Map.entry("number", "NUMBER"),
            Map.entry("numbers", "NUMBERS"),
            Map.entry("dateTime", "DATE_TIME"),
            Map.entry("duration", "DURATION"),
            Map.entry("type", "TYPE"),
            Map.entry("json", "JSON"),
            Map.entry("view", "VIEW"));

    private Tables() {}

    static String of(Schema schema) {
        StringBuilder out = new StringBuilder();
        out.append("/** The schema at run time. */\nfinal class VocabularyTable {\n\n");
        out.append("    private VocabularyTable() {}\n\n");
        out.append("    static java.util.Map<String, PropertyTerm> properties() {\n");
        out.append("        java.util.Map<String, PropertyTerm> all = new java.util.LinkedHashMap<>();\n");
        for (Property property : schema.properties().values()) {
            out.append("        all.put(")
                    .append(Names.literal(property.name()))
                    .append(", new PropertyTerm(");
            out.append(Names.literal(property.name()))
                    .append(", ")
                    .append(list(property.iris()))
                    .append(", Range.");
            out.append(RANGES.get(property.range()))
                    .append(", ")
                    .append(optional(property.rangeType()))
                    .append(", ");
            out.append(property.many()).append(", ").append(property.list()).append(", ");
            out.append(optional(property.map())).append(", ");
            out.append(property.many() && !property.single()).append(", ");
            out.append(declaration(property.declared())).append("));\n");
        }
        out.append("        return java.util.Collections.unmodifiableMap(all);\n    }\n\n");
        out.append("    static java.util.Map<String, TypeTerm> types() {\n");
        out.append("        java.util.Map<String, TypeTerm> all = new java.util.LinkedHashMap<>();\n");
        for (TypeDefinition type : schema.types().values()) {
            out.append("        all.put(").append(Names.literal(type.name())).append(", new TypeTerm(");
            out.append(Names.literal(type.name()))
                    .append(", ")
                    .append(list(type.iris()))
                    .append(", ");
            out.append(list(type.specified())).append(", ");
            out.append("java.util.Set.of(")
                    .append(literals(schema.allProperties(type)))
                    .append("), ");
            out.append(declaration(type.declared())).append("));\n");
        }
        out.append("        return java.util.Collections.unmodifiableMap(all);\n    }\n}\n");
        return out.toString();
    }

    private static String list(Collection<String> texts) {
        return "List.of(" + literals(texts) + ")";
    }

    private static String literals(Collection<String> texts) {
        return texts.stream().map(Names::literal).collect(Collectors.joining(", "));
    }

    private static String optional(Optional<String> text) {
        return text.map(value -> "Optional.of(" + Names.literal(value) + ")").orElse("Optional.empty()");
    }

    private static String declaration(Declared declared) {
        return switch (declared.kind()) {
            case "core" -> "Declaration.Core.CORE";
            case "context" -> "new Declaration.Context(" + Names.literal(declared.first()) + ")";
            default ->
                "new Declaration.Inline(" + Names.literal(declared.first()) + ", " + Names.literal(declared.second())
                        + ")";
        };
    }
}
