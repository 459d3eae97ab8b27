package dev.linkspan.jsonld;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import dev.linkspan.vocab.Declaration;
import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.TypeTerm;
import dev.linkspan.vocab.Vocabulary;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the bundled contexts make of the vocabulary's names. */
class BundledTermsAgreeTest {

    private static final Map<String, Set<String>> OTHER_MEANINGS = Map.of(
            // schema.org's Person, not ActivityStreams'.
            "identity-v1", Set.of("Organization", "Person", "image", "name", "url"),
            // The end of a ban; elsewhere that of a key's or a signature's validity.
            "join-lemmy", Set.of("expires"));

    private static final Map<String, Set<String>> OTHER_NAMES = Map.ofEntries(
            entry("identity-v1", Set.of("familyName", "givenName")),
            entry("join-lemmy", Set.of("expiration")),
            entry("litepub-0.1", Set.of("expiration")),
            entry("security-v1", Set.of("expiration")));

    private static final Set<String> CORE_TERMS_BUT_NO_TERMS_OF_OURS = Set.of(
            // The special collection; a value.
            "Public",
            // Values of the property relationship.
            "IsContact",
            "IsFollowedBy",
            "IsFollowing",
            "IsMember");

    // Compact IRIs, which the context defines by their prefix.
    private static final Set<String> CORE_BY_PREFIX = Set.of("vcard:Address", "vcard:bday");

    @Test
    void a_bundled_context_gives_a_name_the_vocabularys_meaning_or_is_named_here() throws Exception {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path table : tables()) {
            for (Map.Entry<String, String> term : terms(context(table))) {
                Collection<String> meanings = meanings(term.getKey());
                if (!meanings.isEmpty() && !meanings.contains(term.getValue())) {
                    found.computeIfAbsent(name(table), key -> new TreeSet<>()).add(term.getKey());
                }
            }
        }

        assertThat(found).isEqualTo(OTHER_MEANINGS);
    }

    @Test
    void a_bundled_context_calls_a_meaning_by_the_vocabularys_name_or_is_named_here() throws Exception {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path table : tables()) {
            for (Map.Entry<String, String> term : terms(context(table))) {
                if (meanings(term.getKey()).isEmpty() && isOurs(term.getValue())) {
                    found.computeIfAbsent(name(table), key -> new TreeSet<>()).add(term.getKey());
                }
            }
        }

        assertThat(found).isEqualTo(OTHER_NAMES);
    }

    @Test
    void declares_as_core_exactly_what_the_activitystreams_context_defines() throws Exception {
        Set<String> core = new TreeSet<>(CORE_BY_PREFIX);
        for (Map.Entry<String, String> term : terms(context("activitystreams"))) {
            if (!term.getKey().endsWith("Map") && !term.getValue().startsWith("@")) {
                core.add(term.getKey());
            }
        }
        core.removeIf(name -> !CORE_BY_PREFIX.contains(name) && isPrefix(name));
        core.removeAll(CORE_TERMS_BUT_NO_TERMS_OF_OURS);

        Set<String> declared = new TreeSet<>();
        Vocabulary.properties().stream()
                .filter(property -> property.declared() instanceof Declaration.Core)
                .forEach(property -> declared.add(property.name()));
        Vocabulary.types().stream()
                .filter(type -> !type.iris().isEmpty() && type.declared() instanceof Declaration.Core)
                .forEach(type -> declared.add(type.name()));

        assertThat(declared).isEqualTo(core);
    }

    @Test
    void a_term_that_another_context_declares_is_defined_there() throws Exception {
        Map<String, Map<String, Set<String>>> defined = new HashMap<>();
        for (Path table : tables()) {
            Map<String, Set<String>> terms = new HashMap<>();
            terms(context(table))
                    .forEach(term -> terms.computeIfAbsent(term.getKey(), key -> new TreeSet<>())
                            .add(term.getValue()));
            table(table).addresses().forEach(address -> defined.put(address, terms));
        }

        List<String> faults = new ArrayList<>();
        for (PropertyTerm property : Vocabulary.properties()) {
            faults(defined, property.declared(), property.name(), property.iris())
                    .ifPresent(faults::add);
        }
        for (TypeTerm type : Vocabulary.types()) {
            faults(defined, type.declared(), type.name(), type.iris()).ifPresent(faults::add);
        }

        assertThat(faults).isEmpty();
    }

    private static Optional<String> faults(
            Map<String, Map<String, Set<String>>> defined, Declaration declared, String name, List<String> iris) {
        if (!(declared instanceof Declaration.Context context)) {
            return Optional.empty();
        }
        Set<String> meanings = defined.getOrDefault(context.address(), Map.of()).getOrDefault(name, Set.of());
        return meanings.contains(iris.getFirst())
                ? Optional.empty()
                : Optional.of(context.address() + " defines " + name + " as " + meanings);
    }

    private static Collection<String> meanings(String name) {
        return Vocabulary.property(name)
                .map(PropertyTerm::iris)
                .or(() -> Vocabulary.type(name).map(TypeTerm::iris))
                .or(() -> Vocabulary.properties().stream()
                        .filter(property -> property.languageMap().equals(Optional.of(name)))
                        .map(PropertyTerm::iris)
                        .findFirst())
                .orElse(List.of());
    }

    private static boolean isOurs(String iri) {
        return Vocabulary.propertyByIri(iri).isPresent()
                || Vocabulary.typeByIri(iri).isPresent();
    }

    private static boolean isPrefix(String name) {
        return Set.of("as", "ldp", "vcard", "xsd").contains(name);
    }

    /** Names and meanings of a context's terms, those of its scopes included. */
    private static List<Map.Entry<String, String>> terms(ActiveContext context) throws JsonLdError {
        List<Map.Entry<String, String>> terms = new ArrayList<>();
        for (Map.Entry<String, TermDefinition> term : context.getTermsMapping().entrySet()) {
            @Nullable String meaning = term.getValue().getUriMapping();
            if (meaning != null) {
                terms.add(entry(term.getKey(), meaning));
            }
            if (term.getValue().hasLocalContext()) {
                terms.addAll(terms(empty().newContext().create(term.getValue().getLocalContext(), null)));
            }
        }
        return terms;
    }

    private static ActiveContext context(Path table) throws IOException, JsonLdError {
        return empty().newContext().create(table(table).context(), null);
    }

    private static ActiveContext context(String name) throws IOException, JsonLdError, URISyntaxException {
        return context(folder().resolve(name + ".terms"));
    }

    private static ActiveContext empty() {
        return new ActiveContext(null, null, ProcessingRuntime.of(ContextProcessor.options()));
    }

    private static TermTable table(Path file) throws IOException {
        return TermTable.parse(Files.readString(file));
    }

    private static String name(Path table) {
        return String.valueOf(table.getFileName()).replace(".terms", "");
    }

    private static List<Path> tables() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> tables = files.filter(file -> file.toString().endsWith(".terms"))
                    .sorted()
                    .toList();
            assertThat(tables).hasSizeGreaterThan(15);
            return tables;
        }
    }

    private static Path folder() throws URISyntaxException {
        URI one = Objects.requireNonNull(BundledContexts.class.getResource("activitystreams.terms"))
                .toURI();
        return Objects.requireNonNull(Path.of(one).getParent());
    }
}
