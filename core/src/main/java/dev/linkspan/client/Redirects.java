package dev.linkspan.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The URI work of following a redirect. */
final class Redirects {

    private Redirects() {}

    /** Where a {@code Location} leads; empty if it is no URI or leaves {@code https}. */
    static Optional<URI> target(URI from, String location) {
        if (location.isEmpty()) {
            return Optional.empty();
        }
        try {
            // java.net.URI resolves a lone query against the folder (RFC 2396); RFC 3986 section 5.2.2 keeps the path.
            URI target =
                    location.startsWith("?") ? new URI(withoutQuery(from) + location) : from.resolve(new URI(location));
            boolean lessSecure =
                    "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(target.getScheme());
            return lessSecure ? Optional.empty() : Optional.of(target);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without fragment and in ASCII: the characters that go over the wire are the ones that are signed. */
    static URI plain(URI uri) {
        String text = uri.toASCIIString();
        int fragment = text.indexOf('#');
        return fragment < 0 && text.equals(uri.toString())
                ? uri
                : URI.create(fragment < 0 ? text : text.substring(0, fragment));
    }

    /** Without the query. */
    static URI withoutQuery(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? uri : URI.create(text.substring(0, query));
    }
}
