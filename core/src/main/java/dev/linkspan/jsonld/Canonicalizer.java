package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.expansion.Expansion;
import com.apicatalog.jsonld.json.JsonUtils;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import com.apicatalog.jsonld.processor.ToRdfProcessor;
import com.apicatalog.jsonld.uri.UriValidationPolicy;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalization.Reason;
import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON-LD documents into canonical N-Quads: expansion, conversion to RDF, RDFC-1.0. Only bundled contexts are
 * known and nothing is ever fetched; whatever a document holds, the answer is a value. Thread-safe; make one and share
 * it, for it remembers processed contexts (at most {@value #CACHED_CONTEXTS}, for an hour after their last use).
 *
 * @see <a href="https://www.w3.org/TR/json-ld11-api/">JSON-LD 1.1 API</a>
 * @see <a href="https://www.w3.org/TR/rdf-canon/">RDF Dataset Canonicalization</a>
 */
public final class Canonicalizer {

    private static final int CACHED_CONTEXTS = 256;

    // Titanium warns of what it skips, with the stranger's text in it. Held, so that the setting is not collected.
    private static final Logger TITANIUM = Logger.getLogger("com.apicatalog");

    static {
        TITANIUM.setLevel(Level.OFF);
    }

    private final CanonicalizationLimits limits;
    private final LongSupplier nanoTime;
    private final JsonLdOptions options;

    // Processing a context costs two thirds of an expansion, and a server sends the same one with all it publishes.
    // Titanium's own cache keeps documents only, so this one holds what Titanium makes of them. Its classes for that
    // are
    // public but internal: the version is pinned, and a test compares with the public interface.
    private final Cache<JsonValue, ActiveContext> processed;

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
        this.options = options();
        this.processed = Caffeine.newBuilder()
                .maximumSize(CACHED_CONTEXTS)
                .expireAfterAccess(Duration.ofHours(1))
                .ticker(nanoTime::getAsLong)
                .build();
    }

    /** The document's canonical form, or why it has none. */
    public Canonicalization canonicalize(JsonObject document) {
        try {
            Optional<Refused> refused = DocumentScan.refusal(document, limits);
            return refused.isPresent() ? refused.get() : canonical(document);
        } catch (JsonLdError e) {
            return refused(e);
        } catch (DatasetCanonicalizer.TooComplexException e) {
            return new Refused(Reason.TOO_COMPLEX, message(e));
        } catch (StackOverflowError e) {
            return new Refused(Reason.TOO_COMPLEX, "the document is nested too deeply");
        } catch (RdfConsumerException | RuntimeException e) {
            // Titanium and Parsson meet some malformed documents with exceptions of many kinds.
            return new Refused(Reason.INVALID_JSON_LD, message(e));
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
                    : new PlainReader(this::context).read(document);
        } catch (JsonLdError e) {
            return new PlainReading.Unreadable(refused(e));
        } catch (StackOverflowError e) {
            return new PlainReading.Unreadable(new Refused(Reason.TOO_COMPLEX, "the document is nested too deeply"));
        } catch (RuntimeException e) {
            return new PlainReading.Unreadable(new Refused(Reason.INVALID_JSON_LD, message(e)));
        }
    }

    static JsonLdOptions options() {
        JsonLdOptions options = new JsonLdOptions(BundledContexts.INSTANCE);
        // As jsonld.js does; what N-Quads cannot carry is refused later.
        options.setUriValidation(UriValidationPolicy.SchemeOnly);
        options.setUndefinedTermsPolicy(ProcessingPolicy.Ignore);
        return options;
    }

    private Canonical canonical(JsonObject document) throws JsonLdError, RdfConsumerException {
        DatasetCanonicalizer dataset = new DatasetCanonicalizer(limits, nanoTime);
        ToRdfProcessor.toRdf(dataset, Literals.written(expanded(document)), options);
        String nQuads = dataset.nQuads();
        return new Canonical(nQuads, sha256Hex(nQuads));
    }

    private JsonArray expanded(JsonObject document) throws JsonLdError {
        ActiveContext context = context(null, document.get("@context"));
        JsonObject body = Trees.object(document).remove("@context").build();
        JsonValue expanded = Expansion.with(context, body, null, null).compute();
        return JsonUtils.isNull(expanded) ? JsonValue.EMPTY_JSON_ARRAY : JsonUtils.toJsonArray(expanded);
    }

    private ActiveContext context(@Nullable ActiveContext outer, @Nullable JsonValue local) throws JsonLdError {
        JsonValue key = local == null ? JsonValue.EMPTY_JSON_ARRAY : local;
        if (outer != null) {
            return outer.newContext().create(key, null);
        }
        ActiveContext known = processed.getIfPresent(key);
        if (known != null) {
            return known;
        }
        ActiveContext made = new ActiveContext(null, null, ProcessingRuntime.of(options))
                .newContext()
                .create(key, null);
        processed.put(key, made);
        return made;
    }

    private static Refused refused(JsonLdError e) {
        Reason reason = e.getCode() == JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED
                ? Reason.UNKNOWN_CONTEXT
                : Reason.INVALID_JSON_LD;
        return new Refused(reason, message(e));
    }

    private static String message(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > 300 ? message.substring(0, 300) : message;
    }

    private static String sha256Hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
