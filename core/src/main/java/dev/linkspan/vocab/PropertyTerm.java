package dev.linkspan.vocab;

import java.util.List;
import java.util.Optional;

/**
 * A property as the vocabulary defines it.
 *
 * @param name its name in compact JSON
 * @param iris what it means; the first is the one that is written, the others are in use as well
 * @param range what sort of values it has
 * @param viewType for a range of views, the name of their type; {@code View} for any
 * @param isMany whether it may have several values
 * @param isList whether their order counts
 * @param languageMap the name of its partner that holds a map of languages
 * @param isAlwaysArray whether a single value is written as an array, too
 * @param declared where a written document's context gets its definition
 */
public record PropertyTerm(
        String name,
        List<String> iris,
        Range range,
        Optional<String> viewType,
        boolean isMany,
        boolean isList,
        Optional<String> languageMap,
        boolean isAlwaysArray,
        Declaration declared) {

    /** Copies the list. */
    public PropertyTerm {
        iris = List.copyOf(iris);
    }
}
