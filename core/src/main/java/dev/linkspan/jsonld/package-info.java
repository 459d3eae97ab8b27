/**
 * Step 1: JSON-LD without a network: bundled contexts, reading of documents directly or by expansion, canonical N-Quads,
 * work limits, and whether a document's plain JSON reading is also its RDF reading.
 */
@NullMarked
package dev.linkspan.jsonld;

import org.jspecify.annotations.NullMarked;
