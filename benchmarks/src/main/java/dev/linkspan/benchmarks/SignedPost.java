package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes whole requests in advance, so that publishing costs the driver no signature while the relay is measured. */
final class SignedPost {

    private static final RequestSigner SIGNER = RequestSigner.cavage();

    private SignedPost() {}

    /** The bytes of a POST of this body to the inbox. */
    static Body of(URI inbox, Body body, SigningKey key, Instant now) {
        Fields fields =
                SIGNER.sign(new HttpMessage.Request("POST", inbox, Fields.none()), BodyDigest.of(body), key, now);
        StringBuilder head = new StringBuilder("POST " + inbox.getPath() + " HTTP/1.1\r\n");
        for (Fields.Line line : fields.lines()) {
            head.append(line.name()).append(": ").append(line.value()).append("\r\n");
        }
        head.append("Content-Type: application/activity+json\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body.bytes());
        return Body.of(bytes.toByteArray());
    }
}
