package dev.linkspan.jsonld;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Problem;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A document as it came and as it reads. Immutable, thread-safe.
 *
 * @param body the very bytes that were received
 * @param original the document as received
 * @param json what it says, in the names of the vocabulary; without {@code @context} unless it is the original
 * @param path how it was read
 * @param textProblems what a strict reader of JSON would have refused; mostly empty
 * @param contextProblems what is wrong with its contexts; at most 100
 */
public record ReceivedDocument(
        Body body,
        JsonObject original,
        JsonObject json,
        Path path,
        List<Problem> textProblems,
        List<Problem> contextProblems)
        implements Reading {

    /** How a document was read. */
    public enum Path {
        /** As it stands, for its contexts give names the meanings of the vocabulary. */
        DIRECT,
        /** By JSON-LD processing, for they might not. */
        JSON_LD
    }

    /** Copies the lists. */
    public ReceivedDocument {
        textProblems = List.copyOf(textProblems);
        contextProblems = List.copyOf(contextProblems);
    }

    /** What it says, as the view that fits best. */
    public Entity view() {
        return Entity.of(json);
    }

    /**
     * All that is wrong with it: as JSON, with its contexts, and by the vocabulary. Places are told in the document as
     * received, or, if it was read by JSON-LD, in {@link #json()}. Computed at each call.
     */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(textProblems);
        problems.addAll(contextProblems);
        problems.addAll(view().problems());
        return problems;
    }

    /** How it was read and how long it is; never what it says. */
    @Override
    public String toString() {
        return "ReceivedDocument[" + path + ", " + body.bytes().length + " bytes]";
    }
}
