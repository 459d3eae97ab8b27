package dev.linkspan.discovery;

/** What became of asking a server about itself: a {@link NodeInfo}, or why there is none. */
public sealed interface NodeInfoLookup permits NodeInfo, Missing {}
