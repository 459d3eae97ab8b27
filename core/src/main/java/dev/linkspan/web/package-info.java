/**
 * Step 8: from HTTP to the library and back. Routing is neutral; adapters translate for a server.
 */
@NullMarked
package dev.linkspan.web;

import org.jspecify.annotations.NullMarked;
