package dev.linkspan.vocab;

import java.util.List;
import java.util.Set;

/**
 * A type as the vocabulary defines it.
 *
 * @param name its name in compact JSON
 * @param iris what it means; the first is the one that is written; none for a type that only groups others
 * @param parents the names of the types it specialises, by the specification
 * @param properties the names of all properties that it has, inherited ones included
 * @param declared where a written document's context gets its definition
 */
public record TypeTerm(
        String name, List<String> iris, List<String> parents, Set<String> properties, Declaration declared) {

    /** Copies the collections. */
    public TypeTerm {
        iris = List.copyOf(iris);
        parents = List.copyOf(parents);
        properties = Set.copyOf(properties);
    }
}
