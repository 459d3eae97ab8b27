/** Benchmarks of signatures and proofs: JMH's, and one that is interleaved with OpenSSL's own. */
@NullMarked
package dev.linkspan.benchmarks.signatures;

import org.jspecify.annotations.NullMarked;
