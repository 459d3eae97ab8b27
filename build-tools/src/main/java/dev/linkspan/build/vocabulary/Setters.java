package dev.linkspan.build.vocabulary;

import dev.linkspan.build.vocabulary.Schema.Property;

/** The methods of a builder that set a property. */
final class Setters {

    private final Schema schema;
    private final StringBuilder out;
    private final String self;

    /** {@code self} is the builder's type, as its methods return it. */
    Setters(Schema schema, StringBuilder out, String self) {
        this.schema = schema;
        this.out = out;
        this.self = self;
    }

    void write(Property property) {
        String key = Names.literal(property.name());
        String name = property.javaName().equals("-") ? property.name() : property.javaName();
        boolean many = property.many();
        String single = property.single() + "";
        switch (property.range()) {
            case "view" -> view(property, name, key, many, single);
            case "lang" ->
                method(
                        property,
                        name,
                        "String text",
                        property.map()
                                .map(map -> "putLanguageText(" + key + ", " + Names.literal(map) + ", text)")
                                .orElse("putText(" + key + ", text)"),
                        "");
            case "text" -> texts(property, name, key, many, single, "Text", "JsonValues.of(text)");
            case "iri", "url" -> texts(property, name, key, many, single, "Iri", "iri(text)");
            case "type" -> texts(property, name, key, many, single, "Text", "JsonValues.of(text)");
            case "json" -> method(property, name, "JsonValue json", "put(" + key + ", json)", "");
            case "boolean" -> method(property, name, "boolean value", "putBool(" + key + ", value)", "");
            case "integer" -> method(property, name, "long value", "putInteger(" + key + ", value)", " Not negative.");
            case "number" -> method(property, name, "double value", "putNumber(" + key + ", value)", "");
            case "numbers" -> method(property, name, "double... values", "putNumbers(" + key + ", values)", "");
            case "dateTime" ->
                method(
                        property,
                        name,
                        "Instant time",
                        "putDateTime(" + key + ", time)",
                        " Written to the millisecond.");
            case "duration" -> method(property, name, "Duration duration", "putDuration(" + key + ", duration)", "");
            default -> throw new Schema.SchemaException("range " + property.range());
        }
        property.map()
                .ifPresent(map -> method(
                        property, map, "LanguageMap map", "putMap(" + Names.literal(map) + ", map)", " By language."));
    }

    private void view(Property property, String name, String key, boolean many, String single) {
        String view = Names.viewClass(schema, property);
        if (!many) {
            method(property, name, "String id", "putIri(" + key + ", id)", " By its id.");
            method(property, name, view + " object", "putEntity(" + key + ", object)", " By value.");
            method(property, name, "Ref<? extends " + view + "> ref", "putRef(" + key + ", ref)", "");
            return;
        }
        method(property, name, "String... ids", "putIris(" + key + ", " + single + ", ids)", " By their ids.");
        method(property, name, view + "... objects", "putEntities(" + key + ", " + single + ", objects)", " By value.");
        method(
                property,
                name,
                "Iterable<? extends Ref<? extends " + view + ">> refs",
                "putRefs(" + key + ", " + single + ", refs)",
                "");
        String add = "add" + Names.capital(name);
        method(property, add, "String id", "add(" + key + ", " + single + ", iri(id))", " One more, by its id.");
        method(
                property,
                add,
                view + " object",
                "add(" + key + ", " + single + ", embedded(object))",
                " One more, by value.");
    }

    private void texts(
            Property property, String name, String key, boolean many, String single, String put, String value) {
        if (!many) {
            method(property, name, "String text", "put" + put + "(" + key + ", text)", "");
            return;
        }
        method(property, name, "String... texts", "put" + put + "s(" + key + ", " + single + ", texts)", "");
        method(
                property,
                "add" + Names.capital(name),
                "String text",
                "add(" + key + ", " + single + ", " + value + ")",
                " One more.");
    }

    private void method(Property property, String name, String parameter, String call, String more) {
        out.append("    /** ")
                .append(Names.javadoc(property.doc()))
                .append(more)
                .append(" */\n");
        out.append("    public ")
                .append(self)
                .append(' ')
                .append(name)
                .append('(')
                .append(parameter)
                .append(") {\n");
        out.append("        return ").append(call).append(";\n    }\n\n");
    }
}
