package dev.linkspan.vocab;

import java.util.Map;

/** Stands in until the tables are generated. */
final class VocabularyTable {
    private VocabularyTable() {}

    static Map<String, PropertyTerm> properties() {
        return Map.of();
    }

    static Map<String, TypeTerm> types() {
        return Map.of();
    }
}
