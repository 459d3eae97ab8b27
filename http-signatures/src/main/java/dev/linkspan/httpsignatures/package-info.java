/**
 * Signatures and digests on HTTP messages: draft-cavage-http-signatures-12 and RFC 9421, RFC 9530 and RFC 3230 digests.
 * Knows HTTP, never ActivityPub.
 */
@NullMarked
package dev.linkspan.httpsignatures;

import org.jspecify.annotations.NullMarked;
