/**
 * Step 3: who is behind an id. Actors and their keys: resolved, checked, cached, refreshed. And what else others publish:
 * {@link dev.linkspan.discovery.Network} reads it, within limits, and says how far it is to be believed.
 */
@NullMarked
package dev.linkspan.discovery;

import org.jspecify.annotations.NullMarked;
