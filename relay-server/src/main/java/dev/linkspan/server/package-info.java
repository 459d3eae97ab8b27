/** The relay as a program: settings, commands, the Jetty server around the library. */
@NullMarked
package dev.linkspan.server;

import org.jspecify.annotations.NullMarked;
