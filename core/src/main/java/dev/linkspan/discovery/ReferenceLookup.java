package dev.linkspan.discovery;

/** What became of looking at what a document refers to: it {@link Resolved}, or why it is not to be had. */
public sealed interface ReferenceLookup permits Resolved, Missing {}
