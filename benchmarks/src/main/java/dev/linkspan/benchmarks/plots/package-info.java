/** Draws what the load driver measured. */
@NullMarked
package dev.linkspan.benchmarks.plots;

import org.jspecify.annotations.NullMarked;
