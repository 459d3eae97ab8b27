/** The load driver: fake servers, publishers and the book of who got what, around a relay in a process of its own. */
@NullMarked
package dev.linkspan.benchmarks;

import org.jspecify.annotations.NullMarked;
