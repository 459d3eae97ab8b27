package dev.linkspan.jsonld;

import java.time.Duration;

/**
 * How much work one document may cause. A document beyond a limit is refused before or during the work; so is one with an array
 * of more than 1,000 items, one whose definitions times nodes are more than 100,000, and one with a context within a definition,
 * all of which cost our processor far more than their length.
 *
 * @param depth how deep arrays and objects may nest
 * @param values how many JSON values the document may hold, contexts not counted
 * @param contexts how many contexts the document may name or define, over all its nodes
 * @param contextLength how long one {@code @context} value may be as JSON, in characters
 * @param quads how many RDF quads it may make
 * @param blankNodes how many nodes without an id it may hold
 * @param labellingSteps how many steps labelling the blank nodes may take
 * @param labellingTime how long it may take; counts only once the steps are more than any honest document needs
 */
public record CanonicalizationLimits(
        int depth,
        int values,
        int contexts,
        int contextLength,
        int quads,
        int blankNodes,
        int labellingSteps,
        Duration labellingTime) {

    /**
     * Depth 64, 3,000 values, 32 contexts of 16 Ki characters, 5,000 quads, 500 blank nodes, 10,000 steps, 100 ms.
     * Recorded documents stay far below: the longest takes 148 steps. The values are few because Titanium's work grows with
     * the square of a list's length, the blank nodes and steps because each step on nodes that are all alike takes memory
     * by the number of nodes; together these stay below some 40 MB for a body of
     * some 8 KB. Long texts on such nodes take more, within the time.
     */
    public static final CanonicalizationLimits DEFAULT =
            new CanonicalizationLimits(64, 3_000, 32, 16_384, 5_000, 500, 10_000, Duration.ofMillis(100));
}
