/** Step 2: proofs that travel inside a document, so that it can be trusted whoever delivers it. */
@NullMarked
package dev.linkspan.proof;

import org.jspecify.annotations.NullMarked;
