/** What the commands that explain requests, documents and keys are made of; knows nothing of the running relay. */
@NullMarked
package dev.linkspan.server.inspect;

import org.jspecify.annotations.NullMarked;
