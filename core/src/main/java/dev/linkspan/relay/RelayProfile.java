package dev.linkspan.relay;

/**
 * What a relay says of itself to people.
 *
 * @param name its display name; the host unless configured
 * @param summary one or two sentences, plain text
 * @param version the version of this software
 */
public record RelayProfile(String name, String summary, String version) {}
