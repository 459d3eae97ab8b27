/** Everything that reads a stranger's text, as targets for a fuzzer. */
@NullMarked
package dev.linkspan.fuzz;

import org.jspecify.annotations.NullMarked;
