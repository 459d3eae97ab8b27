package dev.linkspan.vocab;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * ActivityStreams 2.0 and the extensions that servers really send, as tables: what each name means, what values it has, how
 * it is written. Generated from one schema. Thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/activitystreams-vocabulary/">Activity Vocabulary</a>
 */
public final class Vocabulary {

    private static final Map<String, PropertyTerm> PROPERTIES = VocabularyTable.properties();
    private static final Map<String, TypeTerm> TYPES = VocabularyTable.types();
    private static final Map<String, PropertyTerm> PROPERTIES_BY_IRI = new HashMap<>();
    private static final Map<String, TypeTerm> TYPES_BY_IRI = new HashMap<>();

    static {
        PROPERTIES.values().forEach(term -> term.iris().forEach(iri -> PROPERTIES_BY_IRI.putIfAbsent(iri, term)));
        TYPES.values().forEach(term -> term.iris().forEach(iri -> TYPES_BY_IRI.put(iri, term)));
    }

    private Vocabulary() {}

    /** The property of this name; not found by the name of a language map. */
    public static Optional<PropertyTerm> property(String name) {
        return Optional.ofNullable(PROPERTIES.get(name));
    }

    /** The property that means this IRI; {@code items} for what {@code orderedItems} means, too. */
    public static Optional<PropertyTerm> propertyByIri(String iri) {
        return Optional.ofNullable(PROPERTIES_BY_IRI.get(iri));
    }

    /** The type of this name. */
    public static Optional<TypeTerm> type(String name) {
        return Optional.ofNullable(TYPES.get(name));
    }

    /** The type that means this IRI. */
    public static Optional<TypeTerm> typeByIri(String iri) {
        return Optional.ofNullable(TYPES_BY_IRI.get(iri));
    }

    /** Whether a type is another one or, by the specification, a narrower one. */
    public static boolean isA(String type, String wider) {
        if (type.equals(wider)) {
            return true;
        }
        TypeTerm term = TYPES.get(type);
        return term != null && term.parents().stream().anyMatch(parent -> isA(parent, wider));
    }

    /** All properties. */
    public static Collection<PropertyTerm> properties() {
        return PROPERTIES.values();
    }

    /** All types. */
    public static Collection<TypeTerm> types() {
        return TYPES.values();
    }
}
