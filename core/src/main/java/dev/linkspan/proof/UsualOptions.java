package dev.linkspan.proof;

import dev.linkspan.vocab.Iris;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;

/**
 * The canonical N-Quads of a signature's options where these are what every known server writes: a creator and a time,
 * nothing else. They differ from signature to signature, so that nothing could be remembered, and JSON-LD processing of
 * these two members costs about as much as that of a short activity. A test holds them to what the processing gives.
 */
final class UsualOptions {

    private static final int CREATOR_LENGTH = 2048;

    private UsualOptions() {}

    /** Their N-Quads; empty if they are unusual in any way, and have to be processed. */
    static Optional<String> nQuads(JsonObject options) {
        boolean isUsual = options.size() == 3
                && options.containsKey("@context")
                && options.get("creator") instanceof JsonString creator
                && isPlainIri(creator.getString())
                && options.get("created") instanceof JsonString created
                && isPlainTime(created.getString());
        return isUsual ? Optional.of(text(options)) : Optional.empty();
    }

    private static String text(JsonObject options) {
        // In the order of the lines, by their bytes.
        return "_:c14n0 <http://purl.org/dc/terms/created> \"" + options.getString("created")
                + "\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"
                + "_:c14n0 <http://purl.org/dc/terms/creator> <" + options.getString("creator") + "> .\n";
    }

    /** Two slashes behind the colon: no prefix of a context can take it for a name of its own. */
    private static boolean isPlainIri(String iri) {
        return (iri.startsWith("https://") || iri.startsWith("http://"))
                && iri.length() <= CREATOR_LENGTH
                && iri.chars().allMatch(c -> c < 0x7F)
                && Iris.isWritable(iri);
    }

    private static boolean isPlainTime(String time) {
        return time.chars().allMatch(c -> (c >= '0' && c <= '9') || "TZ:.+-".indexOf(c) >= 0);
    }
}
