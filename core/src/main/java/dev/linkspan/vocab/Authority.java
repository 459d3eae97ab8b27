package dev.linkspan.vocab;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Host and port of a URI in one canonical spelling: lower case, IDN as A-labels, no trailing dot, no default port. Two
 * documents come from one server exactly if their authorities are equal; several servers on one address differ by port.
 *
 * @param host the host name or address literal, IPv6 in brackets
 * @param port the port, or -1 for the default of the scheme
 */
public record Authority(String host, int port) {

    /** What ends a host, or begins something else, in some place where it is written. RFC 3986 §2.2, and what URIs must not hold. */
    private static final String DELIMITERS = "\"#%/:<>?@[\\]^`{|}";

    /** The authority of an {@code http} or {@code https} URI; empty for anything else. */
    public static Optional<Authority> of(String uri) {
        try {
            return of(new URI(uri));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The authority of an {@code http} or {@code https} URI; empty for anything else, and for one with user info. */
    public static Optional<Authority> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if ((!scheme.equals("https") && !scheme.equals("http"))
                || uri.getRawAuthority() == null
                || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        return parse(uri.getRawAuthority(), scheme.equals("https") ? 443 : 80);
    }

    private static Optional<Authority> parse(String raw, int defaultPort) {
        // Not URI.getHost(): it is null for names with an underscore or non-ASCII letters.
        int colon = raw.endsWith("]") ? -1 : raw.lastIndexOf(':');
        String host = colon < 0 ? raw : raw.substring(0, colon);
        int port = -1;
        try {
            if (colon >= 0 && colon + 1 < raw.length()) {
                port = Integer.parseInt(raw.substring(colon + 1));
                if (port < 1 || port > 65535) {
                    return Optional.empty();
                }
            }
            if (!host.startsWith("[")) {
                host = IDN.toASCII(host);
                if (host.chars().anyMatch(c -> c <= ' ' || c == 0x7f || DELIMITERS.indexOf(c) >= 0)) {
                    return Optional.empty(); // two parsers would see two hosts in it
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        host = host.toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.isEmpty() || host.length() > 253) {
            return Optional.empty();
        }
        return Optional.of(new Authority(host, port == defaultPort ? -1 : port));
    }

    /** Whether two URIs are on one authority; false if either has none. */
    public static boolean same(String one, String other) {
        Optional<Authority> a = of(one);
        return a.isPresent() && a.equals(of(other));
    }

    /** {@code host} or {@code host:port}. */
    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
