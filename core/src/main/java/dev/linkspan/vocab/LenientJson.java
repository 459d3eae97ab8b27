package dev.linkspan.vocab;

import dev.linkspan.vocab.JsonReading.Document;
import dev.linkspan.vocab.JsonReading.Malformed;
import dev.linkspan.vocab.JsonReading.Reason;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.parsson.api.JsonConfig;

/** The steps of {@link JsonText#read(dev.linkspan.httpsignatures.Body, ReadingLimits)}, the cheap ones first. */
final class LenientJson {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    // One level more than the limits allow, which are heeded before.
    private static final int PARSER_DEPTH = JsonText.MAX_DEPTH + 1;

    private static final JsonParserFactory PARSERS =
            Json.createParserFactory(Map.of(JsonText.REJECT_DUPLICATE_KEYS, true, JsonConfig.MAX_DEPTH, PARSER_DEPTH));
    private static final JsonParserFactory LENIENT_PARSERS =
            Json.createParserFactory(Map.of(JsonConfig.MAX_DEPTH, PARSER_DEPTH));

    private LenientJson() {}

    static JsonReading read(byte[] bytes, ReadingLimits limits) {
        if (bytes.length > limits.bytes()) {
            return new Malformed(Reason.TOO_LONG, "the body has more than " + limits.bytes() + " bytes");
        }
        Malformed encoding = Utf8Text.otherEncoding(bytes);
        if (encoding != null) {
            return encoding;
        }
        String text = Utf8Text.decode(bytes);
        if (text == null) {
            return Utf8Text.wrongEncoding(bytes);
        }
        return text.startsWith(BYTE_ORDER_MARK) ? marked(read(text.substring(1), limits)) : read(text, limits);
    }

    private static JsonReading read(String text, ReadingLimits limits) {
        Malformed fault = JsonScan.fault(text, limits);
        return fault == null ? parse(text) : fault;
    }

    // Repeated names are rare, so the parser looks for them on the way; only where it finds some, or another fault, is
    // the
    // text parsed again.
    private static JsonReading parse(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            return new Document(root(parser), List.of());
        } catch (RuntimeException e) {
            return parseAgain(text);
        }
    }

    private static JsonReading parseAgain(String text) {
        try (JsonParser parser = LENIENT_PARSERS.createParser(new StringReader(text));
                JsonParser second = LENIENT_PARSERS.createParser(new StringReader(text))) {
            return new Document(root(parser), RepeatedNames.in(second));
        } catch (JsonParsingException e) {
            JsonLocation place = e.getLocation();
            return noJson(" near line " + place.getLineNumber() + ", column " + place.getColumnNumber());
        } catch (RuntimeException e) {
            // Parsson's own checks throw several kinds.
            return noJson("");
        }
    }

    private static JsonObject root(JsonParser parser) {
        parser.next();
        return parser.getObject();
    }

    private static Malformed noJson(String place) {
        return new Malformed(Reason.SYNTAX, "the body is no JSON" + place);
    }

    private static JsonReading marked(JsonReading reading) {
        return switch (reading) {
            case Document document -> {
                Problem mark = new Problem("", Problem.Kind.JSON, "a byte order mark stands before the document");
                yield new Document(
                        document.object(),
                        Stream.concat(Stream.of(mark), document.problems().stream())
                                .toList());
            }
            case Malformed malformed -> malformed;
        };
    }
}
