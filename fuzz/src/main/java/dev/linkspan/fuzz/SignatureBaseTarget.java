package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.ComponentIdentifier;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.SignatureBase;
import dev.linkspan.httpsignatures.SignatureInput;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Covered components on the first line, a request behind: a base has one line for each component, and none is forged. */
final class SignatureBaseTarget implements FuzzTarget {

    // RFC 9421 §2.
    @Override
    public List<String> seeds() {
        return List.of("""
                ("@method" "@target-uri" "@authority" "@scheme" "@path" "@query" "@query-param";name="a");created=1618884473
                GET https://relay.example/actor?a=b&c=%20
                Host: relay.example

                """, """
                ("date" "x-dict";key="a" "x-dict";bs "content-digest";sf "@request-target");alg="ed25519";nonce="n"
                POST https://relay.example/inbox
                Host: relay.example
                Date: Tue, 01 Sep 2026 10:00:02 GMT
                X-Dict: a=1,  b=2;x
                Content-Digest: sha-256=:AAAA:

                """);
    }

    @Override
    public void read(Body input) {
        String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        if (end < 0) {
            return;
        }
        Body rest = Body.of(text.substring(end + 1).getBytes(StandardCharsets.ISO_8859_1));
        RequestTarget.request(rest)
                .ifPresent(request -> Work.requireAtMost(
                        1_000_000 + 10_000L * input.length(), () -> base(text.substring(0, end), request.message())));
    }

    private static void base(String components, HttpMessage.Request message) {
        try {
            SignatureInput input = SignatureInput.parse(components);
            if (!SignatureInput.parse(input.serialize()).equals(input)) {
                throw new AssertionError(input + " is not read as it is written");
            }
            if (SignatureBase.of(message, input) instanceof SignatureBase.Complete complete) {
                oneLineEach(complete.text(), input);
            }
        } catch (StructuredFieldException e) {
            // What it is for.
        }
    }

    private static void oneLineEach(String base, SignatureInput input) {
        List<String> lines = List.of(base.split("\n", -1));
        boolean forged = lines.size() != input.components().size() + 1
                || !lines.getLast().equals("\"@signature-params\": " + input.serialize())
                || !base.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\n' || c == '\t');
        for (int i = 0; i + 1 < lines.size() && !forged; i++) {
            ComponentIdentifier component = input.components().get(i);
            forged = !lines.get(i).startsWith(component + ": ");
        }
        if (forged) {
            throw new AssertionError("forged: " + base);
        }
    }
}
