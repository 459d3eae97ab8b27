/** Structured field values: their model, parser and serialisation (RFC 9651). Knows nothing of signatures. */
@NullMarked
package dev.linkspan.httpsignatures.structured;

import org.jspecify.annotations.NullMarked;
