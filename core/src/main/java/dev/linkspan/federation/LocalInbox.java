package dev.linkspan.federation;

import java.util.Optional;

/**
 * An inbox of ours.
 *
 * @param handle whose it is; empty for the one that all share
 */
public record LocalInbox(Optional<String> handle) {}
