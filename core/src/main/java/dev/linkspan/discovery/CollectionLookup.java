package dev.linkspan.discovery;

/** What became of reading a collection: its {@link CollectionItems}, or why not even its first page is there. */
public sealed interface CollectionLookup permits CollectionItems, Missing {}
