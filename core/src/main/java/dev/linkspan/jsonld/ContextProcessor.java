package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.expansion.Expansion;
import com.apicatalog.jsonld.json.JsonUtils;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import com.apicatalog.jsonld.uri.UriValidationPolicy;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What Titanium makes of contexts, remembered, and of documents by them. Thread-safe; one per reader or canonicalizer.
 */
final class ContextProcessor {

    static final int REMEMBERED = 256;

    // Titanium warns of what it skips, with the stranger's text in it. Held, so that the setting is not collected.
    private static final Logger TITANIUM = Logger.getLogger("com.apicatalog");

    static {
        TITANIUM.setLevel(Level.OFF);
    }

    private final JsonLdOptions options = options();

    // Processing a context costs two thirds of an expansion, and a server sends the same one with all it publishes.
    // Titanium's own cache keeps documents only, so this one holds what Titanium makes of them. Its classes for that
    // are public but internal: the version is pinned, and a test compares with the public interface.
    private final Cache<JsonValue, ActiveContext> processed;

    ContextProcessor(LongSupplier nanoTime) {
        this.processed = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(Duration.ofHours(1))
                .ticker(nanoTime::getAsLong)
                .build();
    }

    static JsonLdOptions options() {
        JsonLdOptions options = new JsonLdOptions(BundledContexts.INSTANCE);
        // As jsonld.js does; what N-Quads cannot carry is refused later.
        options.setUriValidation(UriValidationPolicy.SchemeOnly);
        options.setUndefinedTermsPolicy(ProcessingPolicy.Ignore);
        return options;
    }

    /** Processes a context on top of another; on top of nothing, and remembered, without one. */
    ActiveContext process(@Nullable ActiveContext outer, @Nullable JsonValue local) throws JsonLdError {
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

    /** The document's expanded form. */
    JsonArray expanded(JsonObject document) throws JsonLdError {
        JsonObject body = Trees.object(document).remove("@context").build();
        return expanded(body, document.get("@context"), null);
    }

    /**
     * The expanded form of what stands below a context.
     *
     * @param property the property whose value it is; for that of none, nodes that say nothing are dropped
     */
    JsonArray expanded(JsonObject body, @Nullable JsonValue context, @Nullable String property) throws JsonLdError {
        JsonValue expanded =
                Expansion.with(process(null, context), body, property, null).compute();
        return JsonUtils.isNull(expanded) ? JsonValue.EMPTY_JSON_ARRAY : JsonUtils.toJsonArray(expanded);
    }

    /** What an exception says, at a length fit for an answer. */
    static String message(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > 300 ? message.substring(0, 300) : message;
    }
}
