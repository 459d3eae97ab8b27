package dev.linkspan.jsonld;

import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.JsonObject;
import java.util.Set;

/** Whether a document says the same as plain JSON and as RDF. */
public sealed interface PlainReading {

    /**
     * It does: ActivityStreams members and types mean what their names say, each once, and nothing of theirs is lost on
     * the way to RDF.
     *
     * @param uncovered names of extension members and types that its contexts do not define; they are not in the RDF,
     *     so a signature over that does not vouch for them
     * @param covered the document without them, wherever they stand in it
     */
    record Faithful(Set<String> uncovered, JsonObject covered) implements PlainReading {
        /** Copies the set. */
        public Faithful {
            uncovered = Set.copyOf(uncovered);
        }
    }

    /**
     * It does not, or might not.
     *
     * @param detail where the two readings part, fit to be sent to the sender
     */
    record Misleading(String detail) implements PlainReading {}

    /**
     * It has no RDF reading here.
     *
     * @param refused why
     */
    record Unreadable(Refused refused) implements PlainReading {}
}
