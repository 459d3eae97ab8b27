/** What runs first, on any Java. */
package dev.linkspan.launcher;
