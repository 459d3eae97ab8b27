/** One runnable main per lesson. */
@NullMarked
package dev.linkspan.examples;

import org.jspecify.annotations.NullMarked;
