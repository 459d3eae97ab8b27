package dev.linkspan.discovery;

/** What became of asking WebFinger: a {@link ResourceDescriptor}, or why there is none. */
public sealed interface WebFingerLookup permits ResourceDescriptor, Missing {}
