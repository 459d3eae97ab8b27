/**
 * Fake fediverse servers. Each listens on a loopback port and follows, written independently of the library, the rules by
 * which real software signs, subscribes, publishes, accepts and refuses.
 */
@NullMarked
package dev.linkspan.testkit;

import org.jspecify.annotations.NullMarked;
