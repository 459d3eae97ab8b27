package dev.linkspan.discovery;

/** What became of looking for an account: an {@link Account}, or why there is none. */
public sealed interface AccountLookup permits Account, Missing {}
