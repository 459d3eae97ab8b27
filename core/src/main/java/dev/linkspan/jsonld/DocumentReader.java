package dev.linkspan.jsonld;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.ReceivedDocument.Path;
import dev.linkspan.vocab.JsonReading;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Problem;
import dev.linkspan.vocab.ReadingLimits;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads documents that strangers sent. Those whose contexts give names the meanings of the vocabulary, as nearly all do,
 * are read as they stand; all others by JSON-LD processing, which costs several times as much. Both mean the same. The
 * context of ActivityStreams always holds; names that no context defines are read as the vocabulary's; a context that is
 * not known here contributes nothing and is reported. Nothing is ever fetched, and whatever a document holds, the answer is
 * a value. Thread-safe; make one and share it, for it remembers processed contexts (at most 256, for an hour).
 *
 * @see <a href="https://www.w3.org/TR/activitystreams-core/#jsonld">Activity Streams 2.0 §2.1</a>
 */
public final class DocumentReader {

    private final ReadingLimits limits;
    private final ContextSurvey survey;
    private final Normalizer normalizer;

    /**
     * With {@link ReadingLimits#DEFAULT}, {@link CanonicalizationLimits#DEFAULT} for JSON-LD processing, and the system's
     * clock.
     */
    public DocumentReader() {
        this(ReadingLimits.DEFAULT, CanonicalizationLimits.DEFAULT, System::nanoTime);
    }

    /**
     * With other limits.
     *
     * @param limits how large a document may be
     * @param processingLimits how much work one document may cause by JSON-LD processing
     * @param nanoTime the clock, in nanoseconds, for what is remembered
     */
    public DocumentReader(ReadingLimits limits, CanonicalizationLimits processingLimits, LongSupplier nanoTime) {
        this(limits, ContextSurvey.VOCABULARY, new Normalizer(Terms.VOCABULARY, processingLimits, nanoTime));
    }

    DocumentReader(ReadingLimits limits, ContextSurvey survey, Normalizer normalizer) {
        this.limits = limits;
        this.survey = survey;
        this.normalizer = normalizer;
    }

    /** Reads a document. */
    public Reading read(Body body) {
        return switch (JsonText.read(body, limits)) {
            case JsonReading.Malformed malformed ->
                new Reading.Refused(Reading.Reason.of(malformed.reason()), malformed.detail());
            case JsonReading.Document document -> read(body, document.object(), document.problems());
        };
    }

    /**
     * Reads a document that has been parsed before, by {@link JsonText}, whose limits hold for it.
     *
     * @param body the bytes
     * @param parsed what they hold
     */
    public Reading read(Body body, JsonObject parsed) {
        return read(body, parsed, List.of());
    }

    private Reading read(Body body, JsonObject original, List<Problem> textProblems) {
        ContextSurvey.Finding finding = survey.of(original);
        if (finding.isDirect()) {
            List<Problem> problems = finding.isFaulty() ? problems(original) : List.of();
            return new ReceivedDocument(body, original, original, Path.DIRECT, textProblems, problems);
        }
        return switch (normalizer.normalize(original)) {
            case Normalizer.Result.Normal normal ->
                new ReceivedDocument(body, original, normal.json(), Path.JSON_LD, textProblems, normal.problems());
            case Normalizer.Result.Failed failed ->
                new Reading.Refused(
                        Reading.Reason.of(failed.refused().reason()),
                        failed.refused().detail());
        };
    }

    private static List<Problem> problems(JsonObject document) {
        ContextRepair repair = new ContextRepair();
        repair.repaired(document);
        return repair.problems();
    }
}
