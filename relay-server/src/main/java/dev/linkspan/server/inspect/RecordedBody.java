package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes a body out of a recording, as its framing says where it can (RFC 9112 §6), and tells where the two differ.
 *
 * @param body the bytes
 * @param findings what was odd
 */
record RecordedBody(Body body, List<String> findings) {

    static RecordedBody of(Fields fields, byte[] rest) {
        Optional<String> coding = fields.first("Transfer-Encoding");
        if (coding.isPresent() && coding.get().equalsIgnoreCase("chunked")) {
            return unchunked(rest)
                    .map(body -> new RecordedBody(
                            Body.of(body),
                            List.of("the body came in chunks and was put together to " + body.length + " bytes")))
                    .orElseGet(() -> new RecordedBody(
                            Body.of(rest),
                            List.of("Transfer-Encoding is chunked, but the body is not in chunks; taken as it is")));
        }
        List<String> lengths = fields.all("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return new RecordedBody(Body.of(rest), List.of());
        }
        if (lengths.size() > 1 || !isLength(lengths.getFirst())) {
            return new RecordedBody(
                    Body.of(rest),
                    List.of("Content-Length is " + Shown.of(String.join(", ", lengths)) + "; all the rest is taken"));
        }
        return cut(rest, Integer.parseInt(lengths.getFirst()));
    }

    private static RecordedBody cut(byte[] rest, int length) {
        if (rest.length < length) {
            return new RecordedBody(
                    Body.of(rest),
                    List.of("the body has " + rest.length + " of " + length + " bytes: the recording is not complete"));
        }
        if (rest.length > length) {
            return new RecordedBody(
                    Body.of(Arrays.copyOf(rest, length)),
                    List.of("the recording goes on after the " + length + " bytes of Content-Length; the last "
                            + (rest.length - length) + " bytes are left out"));
        }
        return new RecordedBody(Body.of(rest), List.of());
    }

    private static boolean isLength(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** RFC 9112 §7.1; empty if these are no chunks. */
    private static Optional<byte[]> unchunked(byte[] coded) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (end < coded.length && coded[end] != '\n') {
                end++;
            }
            int size = size(new String(coded, at, end - at, StandardCharsets.ISO_8859_1));
            at = end + 1;
            if (size < 0 || size > coded.length - at) {
                return Optional.empty();
            }
            if (size == 0) {
                return Optional.of(body.toByteArray());
            }
            body.write(coded, at, size);
            at += size;
            if (at < coded.length && coded[at] == '\r') {
                at++;
            }
            if (at >= coded.length || coded[at++] != '\n') {
                return Optional.empty();
            }
        }
    }

    private static int size(String line) {
        int semicolon = line.indexOf(';');
        String hex = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        boolean isHex = !hex.isEmpty() && hex.length() <= 7 && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return isHex ? Integer.parseInt(hex, 16) : -1;
    }
}
