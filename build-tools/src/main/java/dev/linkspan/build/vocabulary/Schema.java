package dev.linkspan.build.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The vocabulary as its schema tells it, in the order of the file. */
record Schema(Map<String, Prefix> prefixes, Map<String, Property> properties, Map<String, TypeDefinition> types) {

    /** The range that takes any object or link. */
    static final String ANY = "Entity";

    /** Where a definition comes from if it says nothing else. */
    record Prefix(String name, String iri, Optional<String> context) {}

    /** {@code rangeType} is empty unless the range is a type. */
    record Property(
            String name,
            String javaName,
            Optional<String> plural,
            List<String> iris,
            String range,
            Optional<String> rangeType,
            boolean many,
            boolean list,
            boolean single,
            Optional<String> map,
            Declared declared,
            String doc) {}

    record TypeDefinition(
            String name,
            String javaName,
            List<String> parents,
            List<String> specified,
            List<String> iris,
            boolean virtual,
            boolean untyped,
            List<String> mixins,
            List<String> properties,
            Declared declared,
            String doc) {}

    /** {@code kind} is core, context or inline. */
    record Declared(String kind, String first, String second) {}

    TypeDefinition type(String name) {
        TypeDefinition type = types.get(name);
        if (type == null) {
            throw new SchemaException("no type " + name);
        }
        return type;
    }

    Property property(String name) {
        Property property = properties.get(name);
        if (property == null) {
            throw new SchemaException("no property " + name);
        }
        return property;
    }

    boolean hasSubtypes(TypeDefinition type) {
        return types.values().stream().anyMatch(other -> other.parents().contains(type.name()));
    }

    List<TypeDefinition> subtypes(TypeDefinition type) {
        return types.values().stream()
                .filter(other -> other.parents().contains(type.name()))
                .toList();
    }

    /** All properties of a type, inherited ones first. */
    Set<String> allProperties(TypeDefinition type) {
        Set<String> all = new LinkedHashSet<>();
        for (String parent : type.parents()) {
            all.addAll(allProperties(type(parent)));
        }
        all.addAll(type.properties());
        return all;
    }

    /** What its builder must define itself: the builder's class has only the first parent to inherit from. */
    List<Property> builderProperties(TypeDefinition type) {
        Set<String> own = new LinkedHashSet<>(allProperties(type));
        if (!type.parents().isEmpty()) {
            own.removeAll(allProperties(type(type.parents().getFirst())));
        }
        return own.stream().map(this::property).toList();
    }

    /** What its interface or record must define itself. */
    List<Property> ownProperties(TypeDefinition type) {
        Set<String> own = new LinkedHashSet<>(type.properties());
        for (String parent : type.parents()) {
            own.removeAll(allProperties(type(parent)));
        }
        return own.stream().map(this::property).toList();
    }

    /** Refuses a schema that does not hang together. */
    void check() {
        Map<String, String> byIri = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Property property : properties.values()) {
            for (String iri : property.iris()) {
                String other = byIri.putIfAbsent(iri, property.name());
                // items and orderedItems: one property by two names, of which one says that the order counts.
                if (other != null && property(other).list() == property.list()) {
                    faults.add(iri + " is both " + other + " and " + property.name());
                }
            }
            property.rangeType()
                    .filter(range -> !range.equals(ANY) && !types.containsKey(range))
                    .ifPresent(range -> faults.add("property " + property.name() + ": no type " + range));
            if (types.values().stream().noneMatch(type -> type.properties().contains(property.name()))) {
                faults.add("property " + property.name() + " belongs to no type");
            }
        }
        Map<String, String> typesByIri = new LinkedHashMap<>();
        for (TypeDefinition type : types.values()) {
            for (String parent : type.parents()) {
                if (!types.containsKey(parent)) {
                    faults.add("type " + type.name() + ": no type " + parent);
                }
            }
            for (String iri : type.iris()) {
                String other = typesByIri.putIfAbsent(iri, type.name());
                if (other != null) {
                    faults.add(iri + " is both type " + other + " and type " + type.name());
                }
            }
            for (String property : type.properties()) {
                if (!properties.containsKey(property)) {
                    faults.add("type " + type.name() + ": no property " + property);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new SchemaException(String.join("; ", faults));
        }
    }

    static final class SchemaException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SchemaException(String message) {
            super(message);
        }
    }
}
