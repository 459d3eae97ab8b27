/** Linkspan in a Spring Boot application. */
@NullMarked
package dev.linkspan.springboot;

import org.jspecify.annotations.NullMarked;
