package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import dev.linkspan.vocab.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads documents by JSON-LD: expands them and writes them back in the vocabulary's names. Only bundled contexts are
 * known and nothing is ever fetched; whatever a document holds, the answer is a value. Thread-safe; make one and share
 * it, for it remembers processed contexts.
 */
final class Normalizer {

    // The root is expanded like a value of it, so that a root that says nothing but its id is kept.
    private static final String ANY_PROPERTY = "_:document";

    private final CanonicalizationLimits limits;
    private final ContextProcessor contexts;
    private final NodeWriter writer;

    Normalizer(Terms terms, CanonicalizationLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.contexts = new ContextProcessor(nanoTime);
        this.writer = new NodeWriter(terms);
    }

    /** What normalising gave. */
    sealed interface Result {
        /**
         * The document in plain names.
         *
         * @param json that
         * @param problems what is wrong with its contexts
         */
        record Normal(JsonObject json, List<Problem> problems) implements Result {}

        /**
         * It has no such form.
         *
         * @param refused why
         */
        record Failed(Canonicalization.Refused refused) implements Result {}
    }

    Result normalize(JsonObject document) {
        try {
            if (document.toString().contains(ContextRepair.UNDEFINED_SCHEME)) {
                return failed(Canonicalization.Reason.INVALID_JSON_LD, "an IRI that only the reader uses");
            }
            ContextRepair repair = new ContextRepair();
            ContextRepair.Repaired repaired = repair.repaired(document);
            JsonObject whole = Trees.object(repaired.body())
                    .add("@context", repaired.context())
                    .build();
            Optional<Canonicalization.Refused> refused = DocumentScan.refusal(whole, limits);
            if (refused.isPresent()) {
                return new Result.Failed(refused.get());
            }
            JsonArray expanded = contexts.expanded(repaired.body(), repaired.context(), ANY_PROPERTY);
            return isNode(expanded)
                    ? new Result.Normal(writer.node(expanded.getJsonObject(0)), repair.problems())
                    : failed(Canonicalization.Reason.INVALID_JSON_LD, "the document is not one node");
        } catch (JsonLdError e) {
            return failed(Canonicalization.Reason.INVALID_JSON_LD, ContextProcessor.message(e));
        } catch (StackOverflowError e) {
            return failed(Canonicalization.Reason.TOO_COMPLEX, "the document is nested too deeply");
        } catch (RuntimeException e) {
            // Titanium and Parsson meet some malformed documents with exceptions of many kinds.
            return failed(Canonicalization.Reason.INVALID_JSON_LD, ContextProcessor.message(e));
        }
    }

    private static boolean isNode(JsonArray expanded) {
        return expanded.size() == 1
                && expanded.get(0) instanceof JsonObject node
                && !node.containsKey("@value")
                && !node.containsKey("@list");
    }

    private static Result failed(Canonicalization.Reason reason, String detail) {
        return new Result.Failed(new Canonicalization.Refused(reason, detail));
    }
}
