/**
 * Step 5: lanes that read the log and deliver. One reader with a durable cursor per destination, a small window of posts in
 * flight, retries over days; a slow or dead destination delays only itself.
 */
@NullMarked
package dev.linkspan.delivery;

import org.jspecify.annotations.NullMarked;
