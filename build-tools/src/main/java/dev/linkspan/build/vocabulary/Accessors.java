package dev.linkspan.build.vocabulary;

import dev.linkspan.build.vocabulary.Schema.Property;

/** The methods that read a property. */
final class Accessors {

    private final Schema schema;
    private final StringBuilder out;
    private final String modifiers;

    Accessors(Schema schema, StringBuilder out, String modifiers) {
        this.schema = schema;
        this.out = out;
        this.modifiers = modifiers;
    }

    void write(Property property) {
        if (property.javaName().equals("-")) {
            return;
        }
        if (property.many() && property.plural().isPresent()) {
            accessor(property, property.javaName(), false, " The first of several.");
            accessor(property, property.plural().get(), true, " All of them.");
        } else {
            accessor(property, property.javaName(), property.many(), "");
        }
        property.map()
                .ifPresent(map -> method(
                        Names.javadoc(property.doc()) + " By language; empty if it comes in none.",
                        property,
                        "LanguageMap",
                        map,
                        "languageMap(" + Names.literal(map) + ")"));
    }

    private void accessor(Property property, String name, boolean all, String more) {
        String key = Names.literal(property.name());
        String doc = Names.javadoc(property.doc()) + more;
        switch (property.range()) {
            case "view" -> {
                String view = Names.viewClass(schema, property);
                method(
                        doc,
                        property,
                        (all ? "Refs<" : "Ref<") + view + ">",
                        name,
                        (all ? "refs(" : "ref(") + key + ", " + Names.viewConstant(property) + ")");
            }
            case "lang" ->
                method(
                        doc,
                        property,
                        "Optional<String>",
                        name,
                        property.map()
                                .map(map -> "languageText(" + key + ", " + Names.literal(map) + ")")
                                .orElse("text(" + key + ")"));
            case "text" -> scalar(doc, property, name, all, "String", "text", key);
            case "iri", "url" -> scalar(doc, property, name, all, "String", "iri", key);
            case "type" -> scalar(doc, property, name, all, "String", "typeName", key);
            case "json" -> scalar(doc, property, name, all, "JsonValue", "json", key);
            case "boolean" -> method(doc, property, "Optional<Boolean>", name, "bool(" + key + ")");
            case "integer" -> method(doc, property, "OptionalLong", name, "integer(" + key + ")");
            case "number" -> method(doc, property, "OptionalDouble", name, "number(" + key + ")");
            case "numbers" -> method(doc, property, "List<Double>", name, "numbers(" + key + ")");
            case "dateTime" -> method(doc, property, "Optional<Instant>", name, "dateTime(" + key + ")");
            case "duration" -> method(doc, property, "Optional<Duration>", name, "duration(" + key + ")");
            default -> throw new Schema.SchemaException("range " + property.range());
        }
    }

    private void scalar(
            String doc, Property property, String name, boolean all, String type, String reader, String key) {
        method(
                doc,
                property,
                (all ? "List<" : "Optional<") + type + ">",
                name,
                reader + (all ? "s(" : "(") + key + ")");
    }

    private void method(String doc, Property property, String type, String name, String call) {
        out.append("    /**\n     * ").append(doc).append("\n     *\n");
        out.append("     * @see <a href=\"").append(property.iris().getFirst()).append("\">");
        out.append(property.name()).append("</a>\n     */\n");
        out.append("    ")
                .append(modifiers)
                .append(type)
                .append(' ')
                .append(name)
                .append("() {\n");
        out.append("        return node().").append(call).append(";\n    }\n\n");
    }
}
