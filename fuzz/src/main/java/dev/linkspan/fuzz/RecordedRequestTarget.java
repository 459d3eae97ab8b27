package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.server.inspect.RawRequestReader;
import dev.linkspan.server.inspect.UnusableInputException;
import java.util.List;
import java.util.Optional;

/** A file with a recorded request, as {@code linkspan verify} reads it. */
final class RecordedRequestTarget implements FuzzTarget {

    private final RawRequestReader reader = new RawRequestReader("https", Optional.empty());

    @Override
    public List<String> seeds() {
        return List.of(
                "POST /inbox HTTP/1.1\r\nHost: relay.example\r\nContent-Length: 2\r\nSignature: a=\"b\",\r\n c=1\r\n\r\n{}",
                "POST /inbox HTTP/1.1\nHost: relay.example\nTransfer-Encoding: chunked\n\n2\r\n{}\r\n0\r\n\r\n",
                ":method: POST\n:path: /inbox?a=b\n:authority: relay.example\n:scheme: https\ndate: x\n\n{}",
                ":method: POST\n:path: /\n:scheme: //\n\n{}",
                "GET https://relay.example/actor HTTP/1.1\nAccept: */*\n\n");
    }

    @Override
    public void read(Body input) {
        Work.requireAtMost(1_000_000 + 10_000L * input.length(), () -> {
            try {
                reader.read(input);
            } catch (UnusableInputException e) {
                // What it is for.
            }
        });
    }
}
