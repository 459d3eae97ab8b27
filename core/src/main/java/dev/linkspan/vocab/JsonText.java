package dev.linkspan.vocab;

import dev.linkspan.httpsignatures.Body;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads JSON that strangers sent and writes ours. Two readers: {@link #parse} is strict and for documents that are passed on
 * as they are, which no two readers may take for different ones; {@link #read(Body)} is lenient and for those whose meaning
 * is wanted here. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonText {

    /** How deep arrays and objects may nest; real documents stay below 15. */
    public static final int MAX_DEPTH = 64;

    // Parsson's name for it. Its parser does not heed JsonConfig.KEY_STRATEGY, and its constant is deprecated in favour
    // of that.
    static final String REJECT_DUPLICATE_KEYS = "org.eclipse.parsson.rejectDuplicateKeys";

    // Factories are looked up once: the lookup by ServiceLoader costs more than parsing a document.
    private static final JsonParserFactory PARSERS = Json.createParserFactory(
            Map.of(REJECT_DUPLICATE_KEYS, true, org.eclipse.parsson.api.JsonConfig.MAX_DEPTH, MAX_DEPTH));
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonText() {}

    /** What reading found. */
    public sealed interface Result {
        /**
         * A document.
         *
         * @param object its root
         */
        record Document(JsonObject object) implements Result {}

        /**
         * Not a JSON object, or one beyond our limits.
         *
         * @param detail what is wrong, fit to be sent to the sender
         */
        record Malformed(String detail) implements Result {}
    }

    /**
     * Reads a document strictly: UTF-8 only, one object and nothing behind it, no member name twice in an object, no
     * half surrogate pairs, within the limits of {@link ReadingLimits#DEFAULT} but for the number of bytes. Never throws for what stands in it.
     */
    public static Result parse(Body body) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Result.Malformed("the body is not UTF-8");
        }
        if (JsonScan.fault(text, ReadingLimits.STRICT) != null) {
            return new Result.Malformed(fault(body));
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                return new Result.Malformed("the body is not a JSON object");
            }
            JsonObject object = parser.getObject();
            if (parser.hasNext()) {
                return new Result.Malformed("something follows the JSON object");
            }
            return new Result.Document(object);
        } catch (RuntimeException e) {
            // Parsson's limits and number checks throw several kinds, in words about its own workings.
            return new Result.Malformed(fault(body));
        }
    }

    /** Reads a document leniently, within {@link ReadingLimits#DEFAULT}. */
    public static JsonReading read(Body body) {
        return read(body, ReadingLimits.DEFAULT);
    }

    /**
     * Reads a document leniently: UTF-8 only, one object and nothing behind it, within limits, no half surrogate pairs. A byte
     * order mark is skipped and of members with the same name the last counts; both are listed as problems. Never throws for
     * what stands in it.
     */
    public static JsonReading read(Body body, ReadingLimits limits) {
        return LenientJson.read(body.bytes(), limits);
    }

    /** A builder for a document of our own. */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** A builder that starts with the members of an object. */
    public static JsonObjectBuilder object(JsonObject members) {
        return BUILDERS.createObjectBuilder(members);
    }

    /** A builder for an array in a document of our own. */
    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    /** A text in a document of our own. */
    public static JsonString text(String text) {
        return JsonValues.of(text);
    }

    /** The document as the bytes to send. */
    public static Body write(JsonObject object) {
        return Body.of(object.toString());
    }

    /** What a strict reader does not take, in our words: the lenient reader tells it as a fault or as a problem. */
    private static String fault(Body body) {
        return switch (read(body, ReadingLimits.STRICT)) {
            case JsonReading.Malformed malformed -> malformed.detail();
            case JsonReading.Document document ->
                document.problems().stream()
                        .findFirst()
                        .map(problem -> "at " + LogText.of(problem.pointer()) + ": " + problem.detail())
                        .orElse("the body is beyond the limits of our JSON reader");
        };
    }
}
