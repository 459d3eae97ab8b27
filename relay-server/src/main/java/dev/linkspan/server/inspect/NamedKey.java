package dev.linkspan.server.inspect;

import java.security.PublicKey;
import java.util.Optional;

/**
 * A key out of a file; of a private key its public part only.
 *
 * @param id the id under which a document lists it
 * @param owner whom the document says it belongs to
 * @param key the public key
 * @param isPrivate whether the file holds the private key
 * @param form how it was written, for people
 */
public record NamedKey(Optional<String> id, Optional<String> owner, PublicKey key, boolean isPrivate, String form) {}
