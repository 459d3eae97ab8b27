/** Step 7: the wiring. What an application or a relay server builds and starts. */
@NullMarked
package dev.linkspan.federation;

import org.jspecify.annotations.NullMarked;
