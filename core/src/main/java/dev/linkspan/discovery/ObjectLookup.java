package dev.linkspan.discovery;

/** What became of looking for an object: a {@link FoundObject}, or why there is none. */
public sealed interface ObjectLookup permits FoundObject, Missing {}
