package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private static final String ITEMS = AsObject.NAMESPACE + "items";

    @Test
    void no_iri_means_two_properties() {
        Map<String, Set<String>> names = new HashMap<>();
        for (PropertyTerm property : Vocabulary.properties()) {
            property.iris()
                    .forEach(iri ->
                            names.computeIfAbsent(iri, key -> new TreeSet<>()).add(property.name()));
        }

        // One meaning, two names: the second is for a list.
        assertThat(names.remove(ITEMS)).containsExactly("items", "orderedItems");
        assertThat(names.values()).allMatch(of -> of.size() == 1);
    }

    @Test
    void no_iri_means_two_types() {
        List<String> iris = Vocabulary.types().stream()
                .flatMap(type -> type.iris().stream())
                .toList();

        assertThat(iris).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void every_term_is_found_by_its_name_and_by_each_iri() {
        for (PropertyTerm property : Vocabulary.properties()) {
            assertThat(Vocabulary.property(property.name())).containsSame(property);
            property.iris().stream()
                    .filter(iri -> !iri.equals(ITEMS))
                    .forEach(iri -> assertThat(Vocabulary.propertyByIri(iri)).containsSame(property));
        }
        for (TypeTerm type : Vocabulary.types()) {
            assertThat(Vocabulary.type(type.name())).containsSame(type);
            type.iris().forEach(iri -> assertThat(Vocabulary.typeByIri(iri)).containsSame(type));
        }
    }

    @Test
    void items_without_an_order_are_the_plain_reading_of_their_iri() {
        assertThat(Vocabulary.propertyByIri(ITEMS)).map(PropertyTerm::name).contains("items");
    }

    @Test
    void the_values_of_a_property_are_of_a_type_that_exists() {
        for (PropertyTerm property : Vocabulary.properties()) {
            assertThat(property.viewType().isPresent()).as(property.name()).isEqualTo(property.range() == Range.VIEW);
            property.viewType()
                    .ifPresent(type -> assertThat(type.equals("Entity")
                                    || Vocabulary.type(type).isPresent())
                            .as(property.name() + ": " + type)
                            .isTrue());
        }
    }

    @Test
    void the_properties_and_parents_of_a_type_exist() {
        for (TypeTerm type : Vocabulary.types()) {
            assertThat(type.properties())
                    .as(type.name())
                    .allMatch(name -> Vocabulary.property(name).isPresent());
            assertThat(type.parents())
                    .as(type.name())
                    .allMatch(name -> Vocabulary.type(name).isPresent());
        }
    }

    @Test
    void a_property_belongs_to_some_type() {
        Set<String> owned = new TreeSet<>();
        Vocabulary.types().forEach(type -> owned.addAll(type.properties()));

        assertThat(Vocabulary.properties()).extracting(PropertyTerm::name).allMatch(owned::contains);
    }

    @Test
    void a_map_of_languages_is_no_property_of_its_own() {
        assertThat(Vocabulary.properties())
                .filteredOn(property -> property.languageMap().isPresent())
                .extracting(PropertyTerm::name)
                .containsExactlyInAnyOrder("name", "summary", "content");
        assertThat(Vocabulary.property("contentMap")).isEmpty();
        assertThat(Vocabulary.properties())
                .allMatch(property -> property.range() == Range.LANGUAGE_TEXT
                        || property.languageMap().isEmpty());
    }

    @Test
    void only_a_type_that_groups_others_has_no_iri() {
        assertThat(Vocabulary.types())
                .filteredOn(type -> type.iris().isEmpty())
                .extracting(TypeTerm::name)
                .containsExactly("Actor");
        assertThat(Vocabulary.properties())
                .allMatch(property -> !property.iris().isEmpty());
    }

    // What the servers of FEDERATION.md insist on: arrays here, although ActivityStreams leaves it open.
    @Test
    void audiences_tags_and_attachments_are_always_arrays() {
        assertThat(List.of("to", "cc", "tag", "attachment", "orderedItems", "items"))
                .allMatch(name -> property(name).isAlwaysArray());
        assertThat(List.of("url", "icon", "object", "attributedTo", "inReplyTo", "publicKey"))
                .noneMatch(name -> property(name).isAlwaysArray());
    }

    @Test
    void a_definition_in_the_document_itself_leads_to_the_iri() {
        for (PropertyTerm property : Vocabulary.properties()) {
            assertDefines(property.declared(), property.iris().getFirst());
        }
        for (TypeTerm type : Vocabulary.types()) {
            type.iris().stream().findFirst().ifPresent(iri -> assertDefines(type.declared(), iri));
        }
    }

    private static void assertDefines(Declaration declared, String iri) {
        if (declared instanceof Declaration.Inline inline) {
            assertThat(iri).startsWith(inline.prefixIri());
            assertThat(inline.prefix()).matches("[a-z][a-z0-9]*");
        }
    }

    private static PropertyTerm property(String name) {
        return Vocabulary.property(name).orElseThrow();
    }
}
