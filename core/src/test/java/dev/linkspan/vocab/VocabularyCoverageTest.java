package dev.linkspan.vocab;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.Shared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyCoverageTest {

    // https://www.w3.org/TR/activitystreams-vocabulary/#types, #activity-types, #actor-types, #object-types
    private static final String TYPES_OF_ACTIVITYSTREAMS = """
            Object Link Activity IntransitiveActivity Collection OrderedCollection CollectionPage OrderedCollectionPage
            Accept TentativeAccept Add Arrive Create Delete Follow Ignore Join Leave Like Offer Invite Reject
            TentativeReject Remove Undo Update View Listen Read Move Travel Announce Block Flag Dislike Question
            Application Group Organization Person Service
            Relationship Article Document Audio Image Video Note Page Event Place Mention Profile Tombstone""";

    // https://www.w3.org/TR/activitystreams-vocabulary/#properties
    private static final String PROPERTIES_OF_ACTIVITYSTREAMS = """
            actor attachment attributedTo audience bcc bto cc context current first generator icon image inReplyTo
            instrument last location items oneOf anyOf closed origin next object prev preview result replies tag target
            to url accuracy altitude content name duration height href hreflang partOf latitude longitude mediaType
            endTime published radius rel startIndex startTime summary totalItems units updated width subject
            relationship describes formerType deleted""";

    // https://www.w3.org/TR/activitypub/#actor-objects, #source-property, #likes, #shares
    private static final String PROPERTIES_OF_ACTIVITYPUB = """
            outbox following followers liked streams preferredUsername endpoints proxyUrl oauthAuthorizationEndpoint
            oauthTokenEndpoint provideClientKey signClientKey sharedInbox uploadMedia source likes shares""";

    private static final Map<String, String> NOT_TAKEN_FROM_THE_ONTOLOGY = Map.ofEntries(
            entry("attachments", "of ActivityStreams 1.0, deprecated"),
            entry("author", "of ActivityStreams 1.0, deprecated"),
            entry("provider", "of ActivityStreams 1.0, deprecated"),
            entry("tags", "of ActivityStreams 1.0, deprecated"),
            entry("downstreamDuplicates", "of ActivityStreams 1.0, deprecated"),
            entry("upstreamDuplicates", "of ActivityStreams 1.0, deprecated"),
            entry("objectType", "of ActivityStreams 1.0, deprecated"),
            entry("verb", "of ActivityStreams 1.0, deprecated"),
            entry("rating", "of ActivityStreams 1.0; not in the recommendation"),
            entry("id", "@id in JSON-LD"),
            entry("OrderedItems", "a helper of the ontology; on the wire, a list"));

    @Test
    void has_every_type_of_activitystreams() {
        for (String name : words(TYPES_OF_ACTIVITYSTREAMS)) {
            assertThat(Vocabulary.type(name))
                    .as(name)
                    .hasValueSatisfying(type -> assertThat(type.iris()).first().isEqualTo(AsObject.NAMESPACE + name));
        }
    }

    @Test
    void has_every_property_of_activitystreams_and_activitypub() {
        for (String name : words(PROPERTIES_OF_ACTIVITYSTREAMS + " " + PROPERTIES_OF_ACTIVITYPUB)) {
            assertThat(Vocabulary.property(name))
                    .as(name)
                    .hasValueSatisfying(
                            property -> assertThat(property.iris()).first().isEqualTo(AsObject.NAMESPACE + name));
        }
        assertThat(Vocabulary.property("inbox"))
                .hasValueSatisfying(
                        inbox -> assertThat(inbox.iris()).containsExactly("http://www.w3.org/ns/ldp#inbox"));
    }

    // https://www.w3.org/TR/activitystreams-vocabulary/: "Extends"
    @ParameterizedTest
    @CsvSource({
        "Accept, Activity",
        "TentativeAccept, Accept",
        "TentativeReject, Reject",
        "Invite, Offer",
        "Block, Ignore",
        "Arrive, IntransitiveActivity",
        "Travel, IntransitiveActivity",
        "Question, IntransitiveActivity",
        "IntransitiveActivity, Activity",
        "Activity, Object",
        "Image, Document",
        "Page, Document",
        "Mention, Link",
        "OrderedCollectionPage, OrderedCollection",
        "OrderedCollectionPage, CollectionPage",
        "Tombstone, Object"
    })
    void knows_what_a_type_specialises(String type, String parent) {
        assertThat(Vocabulary.type(type))
                .hasValueSatisfying(term -> assertThat(term.parents()).contains(parent));
    }

    @Test
    void gives_a_type_the_properties_of_its_parents() {
        assertThat(properties("Note")).contains("content", "to", "inReplyTo", "quote");
        assertThat(properties("Create")).contains("actor", "object", "to", "published");
        assertThat(properties("OrderedCollectionPage")).contains("orderedItems", "partOf", "next", "totalItems");
        assertThat(properties("Question")).contains("oneOf", "content", "actor").doesNotContain("object");
        assertThat(properties("Mention")).contains("href", "name").doesNotContain("content");
    }

    @Test
    void knows_every_spelling_of_a_quote() {
        assertThat(Stream.of("quote", "quoteUrl", "quoteUri", "_misskey_quote")
                        .map(name -> Vocabulary.property(name).orElseThrow().iris()))
                .containsExactly(
                        List.of("https://w3id.org/fep/044f#quote"),
                        List.of("https://www.w3.org/ns/activitystreams#quoteUrl"),
                        List.of("http://fedibird.com/ns#quoteUri"),
                        List.of("https://misskey-hub.net/ns#_misskey_quote"));
    }

    @Test
    void knows_both_spellings_of_schema_org() {
        assertThat(Vocabulary.typeByIri("http://schema.org#PropertyValue"))
                .isPresent()
                .isEqualTo(Vocabulary.typeByIri("http://schema.org/PropertyValue"));
        assertThat(Vocabulary.propertyByIri("http://schema.org#value"))
                .isPresent()
                .isEqualTo(Vocabulary.propertyByIri("http://schema.org/value"));
    }

    /** The folder vectors/vocab-tables: one file per type, with the IRIs of all its properties. */
    @Test
    void has_every_type_and_property_of_the_published_tables() {
        List<String> missing = new ArrayList<>();
        for (Path file : Shared.files("vectors/vocab-tables")) {
            String table = Shared.text(file);
            String type = iris(table, "(?m)^uri: ").getFirst();
            Vocabulary.typeByIri(type)
                    .ifPresentOrElse(
                            term -> iris(table, "(?m)^ .*\\buri: ").stream()
                                    .filter(iri -> !has(term, iri))
                                    .forEach(iri -> missing.add(term.name() + ": " + iri)),
                            () -> missing.add(type));
        }

        assertThat(missing).isEmpty();
    }

    /** The ontology of ActivityStreams, vectors/as2-w3c. */
    @Test
    void has_every_class_and_property_of_the_ontology() {
        Pattern subject = Pattern.compile("(?m)^as:(\\w+) a (owl:Class)?");
        List<String> missing = new ArrayList<>();
        Shared.path("vectors/as2-w3c/activitystreams2.owl").ifPresent(file -> {
            Matcher matcher = subject.matcher(Shared.text(file));
            while (matcher.find()) {
                String name = requireNonNull(matcher.group(1));
                boolean known = matcher.group(2) == null
                        ? Vocabulary.property(name).isPresent()
                        : Vocabulary.type(name).isPresent();
                if (known == NOT_TAKEN_FROM_THE_ONTOLOGY.containsKey(name)) {
                    missing.add(name);
                }
            }
        });

        assertThat(missing).isEmpty();
    }

    // One IRI, two properties: whether its value is a list decides.
    private static boolean has(TypeTerm type, String iri) {
        return type.properties().stream()
                .map(name -> Vocabulary.property(name).orElseThrow())
                .anyMatch(property -> property.iris().contains(iri));
    }

    private static Collection<String> properties(String type) {
        return Vocabulary.type(type).orElseThrow().properties();
    }

    private static List<String> iris(String table, String before) {
        return Pattern.compile(before + "\"([^\"]+)\"")
                .matcher(table)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toList());
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }
}
