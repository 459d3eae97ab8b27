/** Step 3: who is behind an id. Actors and their keys: resolved, checked, cached, refreshed. */
@NullMarked
package dev.linkspan.discovery;

import org.jspecify.annotations.NullMarked;
