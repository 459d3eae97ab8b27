/**
 * Generates the typed views of {@code dev.linkspan.vocab} from its schema while {@code core} is compiled. The syntax of the
 * schema stands at its head.
 */
@NullMarked
package dev.linkspan.build.vocabulary;

import org.jspecify.annotations.NullMarked;
