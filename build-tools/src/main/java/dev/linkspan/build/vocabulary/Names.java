package dev.linkspan.build.vocabulary;

import dev.linkspan.build.vocabulary.Schema.Property;
import dev.linkspan.build.vocabulary.Schema.TypeDefinition;
import java.util.Locale;

/** How things of the schema are called in Java. */
final class Names {

    private Names() {}

    /** The constant of a type: {@code OrderedCollection} is {@code ORDERED_COLLECTION}. */
    static String constant(String type) {
        StringBuilder constant = new StringBuilder();
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && !Character.isUpperCase(type.charAt(i - 1))) {
                constant.append('_');
            }
            constant.append(c);
        }
        return constant.toString().toUpperCase(Locale.ROOT);
    }

    /** The class of the view that a property's value is. */
    static String viewClass(Schema schema, Property property) {
        String type = property.rangeType().orElseThrow();
        return type.equals(Schema.ANY) ? Schema.ANY : schema.type(type).javaName();
    }

    static String viewConstant(Property property) {
        String type = property.rangeType().orElseThrow();
        return type.equals(Schema.ANY) ? "ViewType.ENTITY" : "ViewTypes." + constant(type);
    }

    /** The builder that a type's builder extends. */
    static String parentBuilder(Schema schema, TypeDefinition type) {
        return type.parents().isEmpty()
                ? "EntityBuilder"
                : schema.type(type.parents().getFirst()).javaName() + "Builder";
    }

    static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The schema's words as the text of a Javadoc comment. */
    static String javadoc(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("*/", "*&#47;");
    }
}
