/**
 * Step 1: what must survive a crash. One log of accepted activities, one cursor per destination, and what the relay
 * remembers of its peers. Every method of an interface here is one atomic, durable act.
 */
@NullMarked
package dev.linkspan.store;

import org.jspecify.annotations.NullMarked;
