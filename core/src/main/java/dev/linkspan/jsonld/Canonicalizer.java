package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.processor.ToRdfProcessor;
import com.apicatalog.rdf.api.RdfConsumerException;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalization.Reason;
import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Turns JSON-LD documents into canonical N-Quads: expansion, conversion to RDF, RDFC-1.0. Only bundled contexts are
 * known and nothing is ever fetched; whatever a document holds, the answer is a value. Thread-safe; make one and share
 * it, for it remembers processed contexts (at most {@value ContextProcessor#REMEMBERED}, for an hour after their last
 * use).
 *
 * @see <a href="https://www.w3.org/TR/json-ld11-api/">JSON-LD 1.1 API</a>
 * @see <a href="https://www.w3.org/TR/rdf-canon/">RDF Dataset Canonicalization</a>
 */
public final class Canonicalizer {

    private final CanonicalizationLimits limits;
    private final LongSupplier nanoTime;
    private final JsonLdOptions options = ContextProcessor.options();
    private final ContextProcessor contexts;

    /** With {@link CanonicalizationLimits#DEFAULT} and the system's clock. */
    public Canonicalizer() {
        this(CanonicalizationLimits.DEFAULT, System::nanoTime);
    }

    /**
     * With other limits.
     *
     * @param limits how much work one document may cause
     * @param nanoTime the clock, in nanoseconds, for those limits and for the cache
     */
    public Canonicalizer(CanonicalizationLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.contexts = new ContextProcessor(nanoTime);
    }

    /** The document's canonical form, or why it has none. */
    public Canonicalization canonicalize(JsonObject document) {
        try {
            Optional<Refused> refused = DocumentScan.refusal(document, limits);
            return refused.isPresent() ? refused.get() : canonical(document);
        } catch (JsonLdError e) {
            return refused(e);
        } catch (DatasetCanonicalizer.TooComplexException e) {
            return new Refused(Reason.TOO_COMPLEX, ContextProcessor.message(e));
        } catch (StackOverflowError e) {
            return new Refused(Reason.TOO_COMPLEX, "the document is nested too deeply");
        } catch (RdfConsumerException | RuntimeException e) {
            // Titanium and Parsson meet some malformed documents with exceptions of many kinds.
            return new Refused(Reason.INVALID_JSON_LD, ContextProcessor.message(e));
        }
    }

    /**
     * Whether reading the document as plain JSON tells the same as its RDF, so that a signature over the latter vouches
     * for the former.
     */
    public PlainReading plainReading(JsonObject document) {
        try {
            Optional<Refused> refused = DocumentScan.refusal(document, limits);
            return refused.isPresent()
                    ? new PlainReading.Unreadable(refused.get())
                    : new PlainReader(contexts::process).read(document);
        } catch (JsonLdError e) {
            return new PlainReading.Unreadable(refused(e));
        } catch (StackOverflowError e) {
            return new PlainReading.Unreadable(new Refused(Reason.TOO_COMPLEX, "the document is nested too deeply"));
        } catch (RuntimeException e) {
            return new PlainReading.Unreadable(new Refused(Reason.INVALID_JSON_LD, ContextProcessor.message(e)));
        }
    }

    private Canonical canonical(JsonObject document) throws JsonLdError, RdfConsumerException {
        DatasetCanonicalizer dataset = new DatasetCanonicalizer(limits, nanoTime);
        ToRdfProcessor.toRdf(dataset, Literals.written(contexts.expanded(document)), options);
        return Canonical.of(dataset.nQuads());
    }

    private static Refused refused(JsonLdError e) {
        Reason reason = e.getCode() == JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED
                ? Reason.UNKNOWN_CONTEXT
                : Reason.INVALID_JSON_LD;
        return new Refused(reason, ContextProcessor.message(e));
    }
}
