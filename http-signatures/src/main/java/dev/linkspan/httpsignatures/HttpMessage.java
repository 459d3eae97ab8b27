package dev.linkspan.httpsignatures;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What a signature covers: a request, or a response with the request that it answers. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2">RFC 9421 §2</a>
 */
public sealed interface HttpMessage {

    /** The field lines before the content. */
    Fields fields();

    /** The field lines after the content; nearly always none. */
    Fields trailers();

    /** This message with these field lines after its own, as a signer's caller needs it. */
    HttpMessage with(Fields added);

    /**
     * A request. The target stays as it was on the wire: signer and verifier must see the same characters.
     *
     * @param method the request method as sent, say {@code POST}
     * @param targetUri the absolute URI of the request without a fragment, path and query exactly as on the request line
     * @param requestTarget what stands on the request line after the method: path and query, unless the request came in
     *     one of the other forms (an absolute URI to a proxy, {@code *} of {@code OPTIONS}, an authority of
     *     {@code CONNECT})
     * @param fields the field lines, {@code Host} among them for a received request
     * @param trailers the trailer fields
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.2">RFC 9421 §2.2</a>
     */
    record Request(String method, URI targetUri, String requestTarget, Fields fields, Fields trailers)
            implements HttpMessage {

        /** Checks that the target is absolute. */
        public Request {
            if (targetUri.getScheme() == null || targetUri.getRawAuthority() == null) {
                throw new IllegalArgumentException("targetUri: " + targetUri + " (expected: an absolute URI)");
            }
        }

        /** A request in the usual form, with path and query on the request line. */
        public Request(String method, URI targetUri, Fields fields, Fields trailers) {
            this(method, targetUri, pathAndQuery(targetUri), fields, trailers);
        }

        /** A request in the usual form without trailers. */
        public Request(String method, URI targetUri, Fields fields) {
            this(method, targetUri, fields, Fields.none());
        }

        /** This request with other fields. */
        public Request withFields(Fields newFields) {
            return new Request(method, targetUri, requestTarget, newFields, trailers);
        }

        @Override
        public Request with(Fields added) {
            return withFields(fields.with(added));
        }

        /** The path of the target; {@code /} if empty. */
        public String path() {
            return path(targetUri);
        }

        /** Path and query of the target; {@code /} if the path is empty. */
        public String pathAndQuery() {
            return pathAndQuery(targetUri);
        }

        private static String path(URI uri) {
            String path = uri.getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        }

        private static String pathAndQuery(URI uri) {
            String query = uri.getRawQuery();
            return query == null ? path(uri) : path(uri) + "?" + query;
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
            if (authority.endsWith(":")) {
                return authority.substring(0, authority.length() - 1);
            }
            return authority.endsWith(defaultPort)
                    ? authority.substring(0, authority.length() - defaultPort.length())
                    : authority;
        }
    }

    /**
     * A response.
     *
     * @param status the status code, 100 to 999
     * @param fields the field lines
     * @param trailers the trailer fields
     * @param request the request that it answers, which the response's signature may cover too ({@code ;req})
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.4">RFC 9421 §2.4</a>
     */
    record Response(int status, Fields fields, Fields trailers, Optional<Request> request) implements HttpMessage {

        /** Checks the status. */
        public Response {
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException("status: " + status + " (expected: 100..999)");
            }
        }

        /** A response without trailers to a known request. */
        public Response(int status, Fields fields, Request request) {
            this(status, fields, Fields.none(), Optional.of(request));
        }

        @Override
        public Response with(Fields added) {
            return new Response(status, fields.with(added), trailers, request);
        }
    }
}
