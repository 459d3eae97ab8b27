package dev.linkspan.jsonld;

import java.time.Duration;

/**
 * How much work one document may cause. A document beyond a limit is refused before or during the work.
 *
 * @param depth how deep arrays and objects may nest
 * @param values how many JSON values the document may hold, contexts not counted
 * @param contexts how many contexts the document may name or define, over all its nodes
 * @param contextLength how long one {@code @context} value may be as JSON, in characters
 * @param quads how many RDF quads it may make
 * @param blankNodes how many nodes without an id it may hold
 * @param canonicalizationTime how long labelling the blank nodes may take
 */
public record CanonicalizationLimits(
        int depth,
        int values,
        int contexts,
        int contextLength,
        int quads,
        int blankNodes,
        Duration canonicalizationTime) {

    /**
     * Depth 64, 3,000 values, 32 contexts of 16 Ki characters, 5,000 quads, 1,000 blank nodes, 100 ms. Recorded
     * documents stay far below; the values are few because Titanium's work grows with the square of a list's length.
     */
    public static final CanonicalizationLimits DEFAULT =
            new CanonicalizationLimits(64, 3_000, 32, 16_384, 5_000, 1_000, Duration.ofMillis(100));
}
