package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole request: method and absolute URI on the first line, fields, an empty line, the body. */
final class RequestTarget implements FuzzTarget {

    /** Parsing, a few digests and one verification with Ed25519, in bytes. */
    static final long FIXED_COST = 1_000_000;

    /** Generous, for each comparison costs something under the fuzzer; the exact limits are in the tests of the parsers. */
    static final long COST_PER_BYTE = 10_000;

    /** A request with its body. */
    record Request(HttpMessage.Request message, Body body) {}

    @Override
    public List<String> seeds() {
        return List.of(
                written(FieldTarget.CAVAGE) + Genuine.BODY,
                written(FieldTarget.RFC9421) + Genuine.BODY,
                "GET https://relay.example/actor?a=b&c=%20\nHost: relay.example\n\n");
    }

    @Override
    public void read(Body input) {
        request(input)
                .ifPresent(request -> Work.requireAtMost(
                        FIXED_COST + COST_PER_BYTE * input.length(),
                        () -> Genuine.verify(request.message(), request.body())));
    }

    /** What a server makes of the text, if it is a request at all. */
    static Optional<Request> request(Body input) {
        String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        Body body = end < 0 ? Body.none() : Body.of(text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1));
        return head(head).map(message -> new Request(message, body));
    }

    private static Optional<HttpMessage.Request> head(String head) {
        List<String> lines = head.lines().toList();
        int blank = lines.isEmpty() ? -1 : lines.get(0).indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        List<Fields.Line> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(new Fields.Line(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        try {
            return Optional.of(new HttpMessage.Request(
                    lines.get(0).substring(0, blank),
                    URI.create(lines.get(0).substring(blank + 1)),
                    new Fields(fields)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no URI: a server does not get as far as this
        }
    }

    private static String written(HttpMessage.Request message) {
        StringBuilder text = new StringBuilder(message.method() + " " + message.targetUri() + "\n");
        message.fields()
                .lines()
                .forEach(line -> text.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append('\n'));
        return text.append('\n').toString();
    }
}
