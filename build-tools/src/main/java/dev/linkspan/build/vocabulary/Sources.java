package dev.linkspan.build.vocabulary;

import dev.linkspan.build.vocabulary.Schema.Property;
import dev.linkspan.build.vocabulary.Schema.TypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sources of all views, their builders and tables, by class name. */
final class Sources {

    static final String PACKAGE = "dev.linkspan.vocab";

    private static final String HEAD = "package " + PACKAGE + ";\n\n"
            + "import jakarta.json.JsonValue;\n"
            + "import java.time.Duration;\n"
            + "import java.time.Instant;\n"
            + "import java.util.List;\n"
            + "import java.util.Optional;\n"
            + "import java.util.OptionalDouble;\n"
            + "import java.util.OptionalLong;\n\n";

    private final Schema schema;
    private final Map<String, String> sources = new LinkedHashMap<>();

    private Sources(Schema schema) {
        this.schema = schema;
    }

    static Map<String, String> of(Schema schema) {
        Sources all = new Sources(schema);
        for (TypeDefinition type : schema.types().values()) {
            if (schema.hasSubtypes(type)) {
                all.add(type.javaName(), all.interfaceOf(type));
                all.add(type.javaName() + "Builder", all.abstractBuilder(type));
            } else {
                all.add(type.javaName(), all.recordOf(type));
            }
        }
        all.add("ViewTypes", all.viewTypes());
        all.add("VocabularyTable", Tables.of(schema));
        return all.sources;
    }

    private void add(String name, String body) {
        sources.put(name, HEAD + body);
    }

    private String interfaceOf(TypeDefinition type) {
        String permits =
                schema.subtypes(type).stream().map(TypeDefinition::javaName).collect(Collectors.joining(", "));
        StringBuilder out = new StringBuilder();
        classDoc(out, type, "");
        out.append("public sealed interface ").append(type.javaName()).append(" extends ");
        out.append(String.join(", ", supertypes(type)));
        out.append("\n        permits ")
                .append(permits)
                .append(", ")
                .append(type.javaName())
                .append(".Other {\n\n");
        if (type.name().equals("Object")) {
            out.append("    /** The namespace of ActivityStreams terms. */\n");
            out.append("    String NAMESPACE = \"https://www.w3.org/ns/activitystreams#\";\n\n");
        }
        Accessors accessors = new Accessors(schema, out, "default ");
        schema.ownProperties(type).forEach(accessors::write);
        factory(out, type, "");
        out.append("    /**\n     * One that is of no narrower type known here.\n     *\n");
        out.append("     * @param node its JSON\n     */\n");
        out.append("    record Other(Node node) implements ")
                .append(type.javaName())
                .append(" {\n");
        toBuilder(out, "        ");
        out.append("    }\n\n");
        builder(out, type, "Other");
        return out.append("}\n").toString();
    }

    private String recordOf(TypeDefinition type) {
        StringBuilder out = new StringBuilder();
        classDoc(out, type, " * @param node its JSON\n");
        out.append("public record ").append(type.javaName()).append("(Node node) implements ");
        out.append(String.join(", ", supertypes(type))).append(" {\n\n");
        Accessors accessors = new Accessors(schema, out, "public ");
        schema.ownProperties(type).forEach(accessors::write);
        factory(out, type, "public ");
        toBuilder(out, "    ");
        builder(out, type, type.javaName());
        return out.append("}\n").toString();
    }

    private List<String> supertypes(TypeDefinition type) {
        List<String> names = new ArrayList<>();
        if (type.parents().isEmpty()) {
            names.add("Entity");
        }
        type.parents().forEach(parent -> names.add(schema.type(parent).javaName()));
        names.addAll(type.mixins());
        return names;
    }

    private static void classDoc(StringBuilder out, TypeDefinition type, String parameters) {
        out.append("/**\n * ").append(Names.javadoc(type.doc())).append(" Immutable, thread-safe.\n *\n");
        out.append(parameters);
        if (!type.iris().isEmpty()) {
            out.append(" * @see <a href=\"")
                    .append(type.iris().getFirst())
                    .append("\">")
                    .append(type.name());
            out.append("</a>\n");
        }
        out.append(" */\n");
    }

    private static void factory(StringBuilder out, TypeDefinition type, String modifier) {
        if (!type.virtual()) {
            out.append("    /** A builder for a new one. */\n    ")
                    .append(modifier)
                    .append("static Builder builder() {\n");
            out.append("        return new Builder();\n    }\n\n");
        }
        out.append("    /** This JSON as such a view, whatever its types say. */\n    ")
                .append(modifier);
        out.append("static ").append(type.javaName()).append(" of(jakarta.json.JsonObject json) {\n");
        out.append("        return ").append(constant(type)).append(".of(Node.of(json));\n    }\n\n");
        out.append("    /** Another view as such a one, whatever its types say. */\n    ")
                .append(modifier);
        out.append("static ").append(type.javaName()).append(" of(Entity other) {\n");
        out.append("        return ").append(constant(type)).append(".of(other.node());\n    }\n\n");
    }

    private static String constant(TypeDefinition type) {
        return "ViewTypes." + Names.constant(type.name());
    }

    private static void toBuilder(StringBuilder out, String indent) {
        out.append(indent).append("@Override\n").append(indent).append("public Builder toBuilder() {\n");
        out.append(indent)
                .append("    return new Builder(node());\n")
                .append(indent)
                .append("}\n\n");
    }

    private void builder(StringBuilder out, TypeDefinition type, String result) {
        boolean open = schema.hasSubtypes(type);
        String parent = open ? type.javaName() + "Builder" : Names.parentBuilder(schema, type);
        out.append("    /** Puts one together; what a method sets replaces what was there. */\n");
        out.append("    ")
                .append(open ? "" : "public static ")
                .append("final class Builder extends ")
                .append(parent);
        out.append("<Builder> {\n\n");
        out.append("        private Builder() {\n            super(");
        out.append(
                type.virtual() || type.untyped()
                        ? "Optional.empty()"
                        : "Optional.of(" + Names.literal(type.name()) + ")");
        out.append(");\n        }\n\n");
        out.append("        private Builder(Node start) {\n            super(start);\n        }\n\n");
        out.append("        @Override\n        Builder self() {\n            return this;\n        }\n\n");
        out.append("        @Override\n        public ").append(type.javaName()).append(" build() {\n");
        out.append("            return new ").append(result).append("(node());\n        }\n\n");
        if (!open) {
            Setters setters = new Setters(schema, out, "Builder");
            schema.builderProperties(type).forEach(setters::write);
        }
        out.append("    }\n");
    }

    private String abstractBuilder(TypeDefinition type) {
        StringBuilder out = new StringBuilder();
        out.append("/**\n * What the builders of ")
                .append(type.javaName())
                .append(" and of all narrower types have.\n *\n");
        out.append(" * @param <B> the builder itself\n */\n");
        out.append("public abstract class ").append(type.javaName()).append("Builder<B extends ");
        out.append(type.javaName()).append("Builder<B>> extends ").append(Names.parentBuilder(schema, type));
        out.append("<B> {\n\n");
        out.append("    ")
                .append(type.javaName())
                .append("Builder(Optional<String> type) {\n        super(type);\n    }\n\n");
        out.append("    ").append(type.javaName()).append("Builder(Node start) {\n        super(start);\n    }\n\n");
        out.append("    @Override\n    public abstract ")
                .append(type.javaName())
                .append(" build();\n\n");
        Setters setters = new Setters(schema, out, "B");
        for (Property property : schema.builderProperties(type)) {
            setters.write(property);
        }
        return out.append("}\n").toString();
    }

    private String viewTypes() {
        StringBuilder out = new StringBuilder();
        out.append("/** How each kind of view is made. */\nfinal class ViewTypes {\n\n");
        for (TypeDefinition type : schema.types().values()) {
            String constructor = schema.hasSubtypes(type) ? type.javaName() + ".Other::new" : type.javaName() + "::new";
            out.append("    static final ViewType<").append(type.javaName()).append("> ");
            out.append(Names.constant(type.name())).append(" = new ViewType<>(").append(Names.literal(type.name()));
            out.append(", ")
                    .append(type.javaName())
                    .append(".class, ")
                    .append(constructor)
                    .append(");\n");
        }
        out.append("\n    /** By the names of types, as documents write them. */\n");
        out.append("    static final java.util.Map<String, ViewType<?>> BY_NAME = java.util.Map.ofEntries(\n");
        out.append(schema.types().values().stream()
                .filter(type -> !type.virtual())
                .map(type -> "            java.util.Map.entry(" + Names.literal(type.name()) + ", "
                        + Names.constant(type.name()) + ")")
                .collect(Collectors.joining(",\n")));
        out.append(");\n\n    private ViewTypes() {}\n}\n");
        return out.toString();
    }
}
