package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonString;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The terms that the ActivityStreams context defines: what readers of plain JSON take names for, whatever a document's
 * own context says. Thread-safe.
 */
final class CoreTerms {

    /** Where their context lives. */
    static final String CONTEXT = "https://www.w3.org/ns/activitystreams";

    static final JsonString ADDRESS = JsonText.text(CONTEXT);

    /** What most of their IRIs begin with. */
    static final String NAMESPACE = CONTEXT + "#";

    static final CoreTerms INSTANCE = new CoreTerms();

    private final ActiveContext context;
    private final Set<String> meanings;

    private CoreTerms() {
        try {
            this.context = new ActiveContext(null, null, ProcessingRuntime.of(ContextProcessor.options()))
                    .newContext()
                    .create(ADDRESS, null);
        } catch (JsonLdError e) {
            throw new IllegalStateException("the bundled ActivityStreams context does not process", e);
        }
        this.meanings = context.getTermsMapping().values().stream()
                .map(TermDefinition::getUriMapping)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(String term) {
        return context.containsTerm(term);
    }

    /** Whether some core term means this IRI. */
    boolean mean(String iri) {
        return meanings.contains(iri);
    }

    /** Whether a definition gives the core term exactly its own meaning. */
    boolean agreeOn(String term, Optional<TermDefinition> definition) {
        return definition.isPresent()
                && context.getTerm(term)
                        .filter(own -> same(own, definition.get()))
                        .isPresent();
    }

    private static boolean same(TermDefinition own, TermDefinition other) {
        return Objects.equals(own.getUriMapping(), other.getUriMapping())
                && Objects.equals(own.getTypeMapping(), other.getTypeMapping())
                && Set.copyOf(own.getContainerMapping()).equals(Set.copyOf(other.getContainerMapping()))
                && !other.isReverseProperty()
                && !other.hasLocalContext()
                && other.getNestValue() == null
                && other.getIndexMapping() == null
                && other.getLanguageMapping() == null
                && other.getDirectionMapping() == null;
    }
}
