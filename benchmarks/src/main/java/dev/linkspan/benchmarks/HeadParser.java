package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the head of an HTTP/1.1 message by the little that our own relay sends: no folding, no chunks. */
final class HeadParser {

    private HeadParser() {}

    /** The value of a field; the name is compared without case. */
    static Optional<String> field(String head, String name) {
        int line = head.indexOf("\r\n") + 2;
        while (line > 1 && line < head.length()) {
            int end = head.indexOf("\r\n", line);
            int stop = end < 0 ? head.length() : end;
            if (head.regionMatches(true, line, name, 0, name.length())
                    && line + name.length() < stop
                    && head.charAt(line + name.length()) == ':') {
                return Optional.of(
                        head.substring(line + name.length() + 1, stop).strip());
            }
            line = stop + 2;
        }
        return Optional.empty();
    }

    /** How many bytes follow the head. */
    static int contentLength(String head) {
        if (field(head, "Transfer-Encoding").isPresent()) {
            throw new IllegalArgumentException("a body in chunks (expected: Content-Length)");
        }
        return field(head, "Content-Length").map(Integer::parseInt).orElse(0);
    }

    /** All of the head, as a verifier wants it. */
    static HttpMessage.Request message(String method, String target, String authority, String head) {
        List<Fields.Line> fields = new ArrayList<>();
        int line = head.indexOf("\r\n") + 2;
        while (line > 1 && line < head.length()) {
            int end = head.indexOf("\r\n", line);
            int stop = end < 0 ? head.length() : end;
            int colon = head.indexOf(':', line);
            if (colon > line && colon < stop) {
                fields.add(new Fields.Line(
                        head.substring(line, colon),
                        head.substring(colon + 1, stop).strip()));
            }
            line = stop + 2;
        }
        return new HttpMessage.Request(method, URI.create("http://" + authority + target), new Fields(fields));
    }
}
