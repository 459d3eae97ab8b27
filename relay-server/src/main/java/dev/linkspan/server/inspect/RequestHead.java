package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of a recorded request before its body: a request line or the pseudo fields of HTTP/2, then the fields. Line
 * ends may be CR LF or LF; bytes are taken for characters one by one.
 *
 * @param method the method
 * @param target the request target as written
 * @param authority the {@code :authority} of HTTP/2
 * @param scheme the {@code :scheme} of HTTP/2
 * @param fields the field lines
 * @param bodyStart where the body begins
 * @param findings what was odd
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-2.1">RFC 9112 §2.1</a>
 */
record RequestHead(
        String method,
        String target,
        Optional<String> authority,
        Optional<String> scheme,
        Fields fields,
        int bodyStart,
        List<String> findings) {

    /** Larger than any server takes. */
    private static final int MAX_BYTES = 256 * 1024;

    static RequestHead read(byte[] bytes) throws UnusableInputException {
        return new Reader(bytes).read();
    }

    /** Goes through the lines once. */
    private static final class Reader {

        private final byte[] bytes;
        private int at;
        private int number;
        private boolean ended;
        private boolean bareLineFeed;
        private final List<String> findings = new ArrayList<>();
        private final List<Fields.Line> lines = new ArrayList<>();
        private Optional<String> method = Optional.empty();
        private Optional<String> target = Optional.empty();
        private Optional<String> authority = Optional.empty();
        private Optional<String> scheme = Optional.empty();

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        RequestHead read() throws UnusableInputException {
            skipByteOrderMark();
            String first = line();
            while (first.isEmpty() && !ended) {
                first = line();
            }
            if (first.startsWith(":")) {
                field(first);
            } else {
                requestLine(first);
            }
            fields();
            if (method.isEmpty() || target.isEmpty()) {
                throw new UnusableInputException("the request has no " + (method.isEmpty() ? ":method" : ":path")
                        + " (expected: both, as recorded from HTTP/2)");
            }
            if (bareLineFeed) {
                findings.add("lines end with LF instead of CR LF: a text editor may have changed the body as well");
            }
            return new RequestHead(
                    method.get(), target.get(), authority, scheme, new Fields(lines), at, List.copyOf(findings));
        }

        private void skipByteOrderMark() {
            if (bytes.length >= 3
                    && (bytes[0] & 0xff) == 0xef
                    && (bytes[1] & 0xff) == 0xbb
                    && (bytes[2] & 0xff) == 0xbf) {
                at = 3;
                findings.add("a byte order mark stands before the request: a text editor wrote this file");
            }
        }

        private void requestLine(String line) throws UnusableInputException {
            if (line.isEmpty()) {
                throw new UnusableInputException(
                        "there is no request (expected: a request line as POST /inbox HTTP/1.1)");
            }
            if (line.startsWith("HTTP/")) {
                throw new UnusableInputException(
                        "this is a response (expected: a request line as POST /inbox HTTP/1.1)");
            }
            int space = line.indexOf(' ');
            int second = line.indexOf(' ', space + 1);
            String version = second < 0 ? "" : line.substring(second + 1).strip();
            boolean isVersion = version.isEmpty() || version.startsWith("HTTP/");
            if (space <= 0 || !isToken(line.substring(0, space)) || !isVersion) {
                throw new UnusableInputException(
                        "the first line is no request line: " + Shown.of(line) + " (expected: POST /inbox HTTP/1.1)");
            }
            method = Optional.of(line.substring(0, space));
            target = Optional.of(line.substring(space + 1, second < 0 ? line.length() : second));
        }

        private void fields() throws UnusableInputException {
            while (!ended) {
                String line = line();
                if (line.isEmpty()) {
                    break;
                }
                field(line);
            }
            if (ended) {
                findings.add("there is no empty line after the fields, so there is no body");
            }
        }

        private void field(String line) throws UnusableInputException {
            if (isBlank(line.charAt(0))) {
                fold(line);
                return;
            }
            int colon = line.indexOf(':', 1);
            String name = colon < 0 ? "" : line.substring(0, colon);
            if (!isToken(name.startsWith(":") ? name.substring(1) : name)) {
                throw new UnusableInputException("line " + number + " is no field: " + Shown.of(line)
                        + " (expected: a name, a colon and a value, without a blank before the colon)");
            }
            String value = trimmed(line.substring(colon + 1));
            if (name.startsWith(":")) {
                pseudo(name.toLowerCase(Locale.ROOT), value);
            } else {
                lines.add(new Fields.Line(name, value));
            }
        }

        private void pseudo(String name, String value) throws UnusableInputException {
            switch (name) {
                case ":method" -> method = Optional.of(value);
                case ":path" -> target = Optional.of(value);
                case ":authority" -> authority = Optional.of(value);
                case ":scheme" -> scheme = Optional.of(value);
                default ->
                    throw new UnusableInputException("line " + number + " has the unknown pseudo field "
                            + Shown.of(name) + " (expected: :method, :scheme, :authority or :path)");
            }
        }

        /** A line that goes on with the one before it (RFC 9112 §5.2): the fold becomes one blank. */
        private void fold(String line) throws UnusableInputException {
            if (lines.isEmpty()) {
                throw new UnusableInputException(
                        "line " + number + " begins with a blank, but there is no field to go on with");
            }
            Fields.Line last = lines.removeLast();
            lines.add(new Fields.Line(last.name(), trimmed(last.value() + " " + trimmed(line))));
            findings.add("the field " + last.name() + " goes on in line " + number + "; read as one line with a blank");
        }

        private String line() throws UnusableInputException {
            int start = at;
            while (at < bytes.length && bytes[at] != '\n') {
                at++;
            }
            if (at > MAX_BYTES) {
                throw new UnusableInputException(
                        "the fields take more than 256 KiB (expected: an empty line after them)");
            }
            number++;
            int end = at;
            boolean carriageReturn = end > start && bytes[end - 1] == '\r';
            ended = at >= bytes.length;
            bareLineFeed |= !ended && !carriageReturn;
            at = Math.min(at + 1, bytes.length);
            return new String(bytes, start, (carriageReturn ? end - 1 : end) - start, StandardCharsets.ISO_8859_1);
        }
    }

    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0); // RFC 9110 §5.6.2
    }
}
