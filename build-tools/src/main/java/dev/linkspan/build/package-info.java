/** Gates that every module's test run passes through. */
@NullMarked
package dev.linkspan.build;

import org.jspecify.annotations.NullMarked;
