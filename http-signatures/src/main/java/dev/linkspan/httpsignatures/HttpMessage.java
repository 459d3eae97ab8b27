package dev.linkspan.httpsignatures;

import java.net.URI;
import java.util.Locale;

/**
 * What a signature on a request covers. The target stays as it was on the wire: signer and verifier must see the same
 * characters. Immutable, thread-safe.
 *
 * @param method the request method as sent, say {@code POST}
 * @param targetUri the absolute URI of the request without a fragment, path and query exactly as on the request line
 * @param fields the field lines, {@code Host} among them for a received request
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.2">RFC 9421 §2.2</a>
 */
public record HttpMessage(String method, URI targetUri, Fields fields) {

    /** Checks that the target is absolute. */
    public HttpMessage {
        if (targetUri.getScheme() == null || targetUri.getRawAuthority() == null) {
            throw new IllegalArgumentException("targetUri: " + targetUri + " (expected: an absolute URI)");
        }
    }

    /** Path and query as on the request line; {@code /} if the path is empty. */
    public String requestTarget() {
        String query = targetUri.getRawQuery();
        return query == null ? path() : path() + "?" + query;
    }

    /** The path as on the request line; {@code /} if empty. */
    public String path() {
        String path = targetUri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** The scheme in lower case. */
    public String scheme() {
        return targetUri.getScheme().toLowerCase(Locale.ROOT);
    }

    /**
     * Host and port in lower case, the port only if it is not the scheme's default: the value of {@code Host} and of
     * {@code @authority}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.2.3">RFC 9421 §2.2.3</a>
     */
    public String authority() {
        return normalized(targetUri.getRawAuthority());
    }

    /** Whether a {@code Host} value names this request's target; case and the default port do not matter. */
    public boolean isFor(String host) {
        return normalized(host).equals(authority());
    }

    private String normalized(String rawAuthority) {
        String authority = rawAuthority
                .substring(rawAuthority.lastIndexOf('@') + 1)
                .strip()
                .toLowerCase(Locale.ROOT);
        String defaultPort =
                switch (scheme()) {
                    case "https" -> ":443";
                    case "http" -> ":80";
                    default -> ":";
                };
        return authority.endsWith(defaultPort)
                ? authority.substring(0, authority.length() - defaultPort.length())
                : authority;
    }
}
