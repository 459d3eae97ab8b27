package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.Canonicalization;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.jsonld.JsonCanonicalization;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** Documents in their canonical forms. */
public final class CanonicalForm {

    private static final byte[] BEFORE = "{\"v\":".getBytes(StandardCharsets.US_ASCII);

    private CanonicalForm() {}

    /** Canonical JSON (RFC 8785) of any JSON value. */
    public static Body jcs(String name, Body content) throws UnusableInputException {
        return switch (JsonCanonicalization.canonicalize(value(name, content))) {
            case JsonCanonicalization.Result.Canonical canonical -> canonical.text();
            case JsonCanonicalization.Result.Refused refused -> throw refused(name, refused.reason(), refused.detail());
        };
    }

    /** Canonical N-Quads (RDFC-1.0) of a JSON-LD document. */
    public static Body rdfc(String name, Body content) throws UnusableInputException {
        return switch (new Canonicalizer().canonicalize(object(name, content))) {
            case Canonicalization.Canonical canonical -> Body.of(canonical.nQuads());
            case Canonicalization.Refused refused -> throw refused(name, refused.reason(), refused.detail());
        };
    }

    /** The SHA-256 of bytes, in 64 small hexadecimal digits. */
    public static String sha256Hex(Body content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static JsonValue value(String name, Body content) throws UnusableInputException {
        if (content.text().stripLeading().startsWith("{")) {
            return object(name, content);
        }
        // The strict reader takes objects only: any other value is read as the one member of an object. What is wrong
        // with it is not told, for it would be told of that object.
        if (JsonText.parse(wrapped(content)) instanceof JsonText.Result.Document document
                && document.object().size() == 1) {
            return Objects.requireNonNull(document.object().get("v"));
        }
        throw new UnusableInputException(name + ": malformed_json: it is not one JSON value");
    }

    private static Body wrapped(Body content) {
        byte[] bytes = new byte[BEFORE.length + content.length() + 1];
        System.arraycopy(BEFORE, 0, bytes, 0, BEFORE.length);
        System.arraycopy(content.bytes(), 0, bytes, BEFORE.length, content.length());
        bytes[bytes.length - 1] = '}';
        return Body.of(bytes);
    }

    private static JsonObject object(String name, Body content) throws UnusableInputException {
        return switch (JsonText.parse(content)) {
            case JsonText.Result.Document document -> document.object();
            case JsonText.Result.Malformed malformed ->
                throw new UnusableInputException(
                        name + ": malformed_json: " + malformed.detail().replaceFirst("^the body", "it"));
        };
    }

    private static UnusableInputException refused(String name, Enum<?> reason, String detail) {
        return new UnusableInputException(name + ": " + reason.name().toLowerCase(Locale.ROOT) + ": " + detail);
    }
}
