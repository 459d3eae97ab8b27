/**
 * Structured field values for HTTP (RFC 9651): a sealed model, a strict parser and a serialiser to the one canonical
 * form. Usable alone.
 */
@NullMarked
package dev.linkspan.httpsignatures.structured;

import org.jspecify.annotations.NullMarked;
