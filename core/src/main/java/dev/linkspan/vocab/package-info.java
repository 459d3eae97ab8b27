/**
 * Step 1: ActivityStreams 2.0 as thin, immutable views over one JSON tree. Nothing unknown is lost, nothing is fetched.
 */
@NullMarked
package dev.linkspan.vocab;

import org.jspecify.annotations.NullMarked;
