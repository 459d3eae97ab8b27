package dev.linkspan.federation;

import dev.linkspan.discovery.Trust;
import dev.linkspan.vocab.Entity;

/**
 * An object, and why it is believed.
 *
 * @param object the object
 * @param trust the reason; {@link Trust#UNTRUSTED} if there is none: then fetch it from its id before relying on it
 * @param <O> its kind
 */
public record Trusted<O extends Entity>(O object, Trust trust) {}
