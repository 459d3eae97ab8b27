package dev.linkspan.discovery;

import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a document comes from: scheme, host and port, each in its canonical spelling. What a document says of things at
 * another origin is hearsay.
 *
 * @param scheme {@code https} or {@code http}
 * @param authority host and port
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/fe34/fep-fe34.md">FEP-fe34</a>
 */
public record Origin(String scheme, Authority authority) {

    /** The origin of an {@code http} or {@code https} URI; empty for anything else, and for one with user info. */
    public static Optional<Origin> of(String uri) {
        return parse(uri).flatMap(Origin::of);
    }

    /** Whether two URIs are of one origin; false if either has none. */
    public static boolean same(String one, String other) {
        Optional<Origin> origin = of(one);
        return origin.isPresent() && origin.equals(of(other));
    }

    /** Whether two URIs are one address: of one origin, with the same path and query. Fragments do not count. */
    static boolean sameAddress(String one, String other) {
        return same(one, other)
                && parse(one).map(Origin::path).equals(parse(other).map(Origin::path));
    }

    /** {@code scheme://host} or {@code scheme://host:port}. */
    @Override
    public String toString() {
        return scheme + "://" + authority;
    }

    private static Optional<Origin> of(URI uri) {
        return Authority.of(uri).map(authority -> new Origin(uri.getScheme().toLowerCase(Locale.ROOT), authority));
    }

    private static Optional<URI> parse(String uri) {
        try {
            return Optional.of(new URI(uri));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String path(URI uri) {
        // Fetching writes addresses in ASCII, so they are compared in ASCII.
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath();
        return (path.isEmpty() ? "/" : path) + (ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery());
    }
}
