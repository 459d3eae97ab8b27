package dev.linkspan.discovery;

import dev.linkspan.vocab.Entity;

/**
 * What a document refers to.
 *
 * @param object the object
 * @param trust why it is believed
 */
public record Resolved(Entity object, Trust trust) implements ReferenceLookup {}
