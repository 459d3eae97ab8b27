package dev.linkspan.discovery;

/** What became of asking for host-meta: a {@link HostMeta}, or why there is none. */
public sealed interface HostMetaLookup permits HostMeta, Missing {}
