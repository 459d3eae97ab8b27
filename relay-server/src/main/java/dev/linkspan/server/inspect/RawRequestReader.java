package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a recorded request: HTTP/1.1 as on the wire, or the fields of an HTTP/2 request one a line. Forgives what text
 * editors and scripts do to such files, and says so. Immutable, thread-safe.
 */
public final class RawRequestReader {

    /** A name that never is anybody's (RFC 2606). */
    private static final String NO_HOST = "no-host.invalid";

    private final String scheme;
    private final Optional<URI> target;

    /**
     * A reader.
     *
     * @param scheme the scheme by which the server was asked, if the request does not tell
     * @param target the URI by which the server was asked, if the request does not tell it right
     */
    public RawRequestReader(String scheme, Optional<URI> target) {
        this.scheme = scheme;
        this.target = target;
    }

    /** Reads a request. */
    public RawRequest read(Body recording) throws UnusableInputException {
        byte[] bytes = recording.bytes();
        RequestHead head = RequestHead.read(bytes);
        RecordedBody body = RecordedBody.of(head.fields(), Arrays.copyOfRange(bytes, head.bodyStart(), bytes.length));
        List<String> findings = new ArrayList<>(head.findings());
        findings.addAll(body.findings());
        Fields fields = head.fields();
        if (head.authority().isPresent() && !fields.contains("Host")) {
            fields = fields.with("Host", head.authority().get());
            findings.add("Host is taken from :authority, as servers do");
        }
        URI uri = target.isPresent() ? target.get() : uri(head, fields, findings);
        return new RawRequest(new HttpMessage.Request(head.method(), uri, fields), body.body(), findings);
    }

    private URI uri(RequestHead head, Fields fields, List<String> findings) throws UnusableInputException {
        String written = head.target();
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return absolute(written);
        }
        if (!written.startsWith("/")) {
            throw new UnusableInputException("the request target is " + Shown.of(written)
                    + " (expected: a path that begins with / or an http(s) URI)");
        }
        Optional<String> host = fields.first("Host").filter(value -> !value.isBlank());
        if (host.isEmpty()) {
            findings.add("the request has no Host: whoever recorded it left it out, or no server would take it");
        }
        return absolute(head.scheme().orElse(scheme) + "://" + host.orElse(NO_HOST) + written);
    }

    private static URI absolute(String text) throws UnusableInputException {
        try {
            URI uri = new URI(text);
            // :scheme may hold anything, such as a slash, which makes the rest a path.
            if (uri.getScheme() == null
                    || uri.getRawAuthority() == null
                    || uri.getRawAuthority().isEmpty()) {
                throw new UnusableInputException("the target " + Shown.of(text) + " has no scheme or no host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new UnusableInputException("the target " + Shown.of(text) + " is no valid URI: " + e.getReason()
                    + " at character " + (e.getIndex() + 1));
        }
    }
}
