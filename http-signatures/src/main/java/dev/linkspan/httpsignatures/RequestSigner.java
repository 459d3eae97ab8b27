package dev.linkspan.httpsignatures;

import java.time.Instant;

/**
 * Signs requests. Given a message it returns the fields to add; the message's own fields may be covered too.
 * Implementations are immutable and thread-safe.
 */
public interface RequestSigner {

    /** The fields to add to a request without a body. */
    Fields sign(HttpMessage message, SigningKey key, Instant now);

    /** The fields to add to a request with a body of this digest. */
    Fields sign(HttpMessage message, BodyDigest digest, SigningKey key, Instant now);
}
