/** A micro-blog in Spring Boot. */
@NullMarked
package dev.linkspan.examples.springboot;

import org.jspecify.annotations.NullMarked;
