/** Reading and writing documents, beside plain JSON parsing and beside Fedify. */
@NullMarked
package dev.linkspan.benchmarks.documents;

import org.jspecify.annotations.NullMarked;
