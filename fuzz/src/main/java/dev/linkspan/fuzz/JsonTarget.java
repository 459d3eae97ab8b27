package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonReading;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.ReadingLimits;
import jakarta.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** JSON: what either reader takes reads the same when written, and what the strict one takes is the same to the lenient. */
final class JsonTarget implements FuzzTarget {

    /** Tight enough for short inputs to go beyond. */
    private static final ReadingLimits LIMITS = new ReadingLimits(4_000, 60, 500, 100, 1_000, 64, 400);

    private static final Set<JsonReading.Reason> ALONE = EnumSet.complementOf(EnumSet.of(
            JsonReading.Reason.ENCODING,
            JsonReading.Reason.SYNTAX,
            JsonReading.Reason.NOT_AN_OBJECT,
            JsonReading.Reason.TRAILING_TEXT));

    @Override
    public List<String> seeds() {
        return List.of(
                "{\"a\": [1, -0, 1.5e-7, true, false, null, \"\\ud83d\\ude42\\n\\\"\", {\"b\": {}}], \"\": 12345678901234567890}",
                "{\"type\": \"Create\", \"object\": {\"content\": \"Gr\u00fc\u00dfe\"}}",
                "\ufeff{\"id\": 1, \"a\": [{}, {\"a/~\": 1, \"a/~\": 2.50}], \"id\": {\"id\": 1e400}}");
    }

    @Override
    public void read(Body input) {
        // A buffer of the parser, and what a tree takes; the lenient reader parses up to three times.
        Work.requireAtMost(
                200_000 + 800L * input.length(), () -> Json.object(input).ifPresent(JsonTarget::writesTheSame));
        Work.requireAtMost(400_000 + 1_600L * input.length(), () -> readLeniently(input));
    }

    private static void readLeniently(Body input) {
        Optional<JsonObject> strictly = Json.object(input);
        switch (JsonText.read(input, LIMITS)) {
            case JsonReading.Document document -> {
                writesTheSame(document.object());
                // A strict reader takes it exactly if there is nothing to say about it.
                if (strictly.isPresent() != document.problems().isEmpty()
                        || !document.object().equals(strictly.orElse(document.object()))) {
                    throw new AssertionError(strictly + " is read leniently as " + document);
                }
            }
            case JsonReading.Malformed malformed -> {
                // Only what cannot be said in UTF-8, or is beyond a limit, is refused by the lenient reader alone.
                if (strictly.isPresent() && !ALONE.contains(malformed.reason())) {
                    throw new AssertionError(strictly + " is refused leniently: " + malformed);
                }
            }
        }
    }

    private static void writesTheSame(JsonObject object) {
        Body written = JsonText.write(object);
        Optional<JsonObject> again = Json.object(written);
        // Half a surrogate pair has no UTF-8, so what was written of it is another text.
        if (again.isEmpty() || (!again.get().equals(object) && !hasHalfAPair(object.toString()))) {
            throw new AssertionError(object + " is written as " + written.text());
        }
    }

    private static boolean hasHalfAPair(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
