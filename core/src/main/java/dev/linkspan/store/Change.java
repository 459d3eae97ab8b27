package dev.linkspan.store;

/**
 * A part of what each node keeps in memory that is no longer as it was.
 *
 * @param topic which table
 * @param key which part of it, as its {@link Mirror} names it
 */
record Change(Topic topic, String key) {

    /** The tables that each node keeps in memory. */
    enum Topic {
        SUBSCRIPTION,
        LANE,
        DOMAIN_RULE,
        VALUE
    }
}
