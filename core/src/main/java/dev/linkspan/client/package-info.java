/**
 * Step 2: the one door to the outside. Every socket passes the address guard at dial time, every response has a limit
 * and a deadline.
 */
@NullMarked
package dev.linkspan.client;

import org.jspecify.annotations.NullMarked;
