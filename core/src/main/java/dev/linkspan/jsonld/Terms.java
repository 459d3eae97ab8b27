package dev.linkspan.jsonld;

import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.TypeTerm;
import dev.linkspan.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary, indexed for reading: by the names that stand in plain JSON, those of language maps included, and by
 * IRI. Immutable, thread-safe.
 */
final class Terms {

    static final Terms VOCABULARY = new Terms(Vocabulary.properties(), Vocabulary.types());

    // ActivityStreams defines orderedItems as items whose order counts: one IRI, two names.
    private static final String ITEMS = "https://www.w3.org/ns/activitystreams#items";
    private static final String ORDERED_ITEMS = "orderedItems";

    // The one text that bundled contexts (of integrity proofs) take for a name; other contexts that do are not direct.
    private static final String NAME_BY_BUNDLED_CONTEXTS = "proofPurpose";

    private final Map<String, Meaning> byName = new HashMap<>();
    private final Map<String, PropertyTerm> propertiesByIri = new HashMap<>();
    private final Map<String, PropertyTerm> listsByIri = new HashMap<>();
    private final Map<String, TypeTerm> typesByIri = new HashMap<>();

    Terms(Collection<PropertyTerm> properties, Collection<TypeTerm> types) {
        for (PropertyTerm property : properties) {
            boolean ordered = property.name().equals(ORDERED_ITEMS);
            List<String> iris = ordered ? List.of(ITEMS) : property.iris();
            iris.forEach(iri -> (ordered ? listsByIri : propertiesByIri).put(iri, property));
            add(property.name(), new Meaning(iris, property, null, ordered, isCompact(property.name())));
            property.languageMap().ifPresent(map -> add(map, new Meaning(iris, null, property, false, isCompact(map))));
        }
        for (TypeTerm type : types) {
            type.iris().forEach(iri -> typesByIri.put(iri, type));
            add(type.name(), new Meaning(type.iris(), null, null, false, isCompact(type.name())));
        }
    }

    /**
     * What a name stands for, as property, as map of languages, as type.
     *
     * @param iris the IRIs that a context may give it without changing what it stands for
     * @param property the property of that name
     * @param mapped the property whose map of languages it is
     * @param ordered whether it is a list under an IRI that another name has as well
     * @param compact whether the name has a prefix
     */
    record Meaning(
            List<String> iris,
            @Nullable PropertyTerm property,
            @Nullable PropertyTerm mapped,
            boolean ordered,
            boolean compact) {

        /** Whether the IRI is {@code base} followed by {@code local}. */
        boolean is(String base, String local) {
            for (String iri : iris) {
                if (iri.length() == base.length() + local.length() && iri.startsWith(base) && iri.endsWith(local)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether texts among its values are IRIs, which prefixes may shorten. */
        boolean holdsIris() {
            if (property == null) {
                return false;
            }
            Range range = property.range();
            return range == Range.VIEW || range == Range.IRI || range == Range.URL || range == Range.TYPE;
        }

        /** Whether its values are names, which a context may give meanings. */
        boolean holdsNames() {
            return property != null
                    && (property.range() == Range.TYPE || property.name().equals(NAME_BY_BUNDLED_CONTEXTS));
        }

        private Meaning and(Meaning other) {
            List<String> all = new ArrayList<>(iris);
            all.addAll(other.iris);
            return new Meaning(
                    List.copyOf(all),
                    property == null ? other.property : property,
                    mapped == null ? other.mapped : mapped,
                    ordered || other.ordered,
                    compact || other.compact);
        }
    }

    private static boolean isCompact(String name) {
        return name.indexOf(':') >= 0;
    }

    private void add(String name, Meaning meaning) {
        byName.merge(name, meaning, Meaning::and);
    }

    @Nullable
    Meaning named(String name) {
        return byName.get(name);
    }

    /** Whether a property or a type means this IRI. */
    boolean mean(String iri) {
        return propertiesByIri.containsKey(iri) || typesByIri.containsKey(iri);
    }

    Optional<PropertyTerm> property(String name) {
        Meaning meaning = byName.get(name);
        return meaning == null ? Optional.empty() : Optional.ofNullable(meaning.property());
    }

    Optional<PropertyTerm> propertyByIri(String iri) {
        return Optional.ofNullable(propertiesByIri.get(iri));
    }

    /** The property that means this IRI if its values are a list. */
    Optional<PropertyTerm> listByIri(String iri) {
        PropertyTerm list = listsByIri.get(iri);
        return list == null ? propertyByIri(iri) : Optional.of(list);
    }

    /** Whether its values, were they a list, would belong to another name. */
    boolean isAlsoList(Meaning meaning) {
        return meaning.iris().stream().anyMatch(listsByIri::containsKey);
    }

    Optional<TypeTerm> typeByIri(String iri) {
        return Optional.ofNullable(typesByIri.get(iri));
    }
}
