package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Strict JSON: what is read reads the same when written. */
final class JsonTarget implements FuzzTarget {

    @Override
    public List<String> seeds() {
        return List.of(
                "{\"a\": [1, -0, 1.5e-7, true, false, null, \"\\ud83d\\ude42\\n\\\"\", {\"b\": {}}], \"\": 12345678901234567890}",
                "{\"type\": \"Create\", \"object\": {\"content\": \"Gr\u00fc\u00dfe\"}}");
    }

    @Override
    public void read(Body input) {
        // A buffer of the parser, and what a tree takes.
        Work.requireAtMost(
                200_000 + 800L * input.length(), () -> Json.object(input).ifPresent(JsonTarget::writesTheSame));
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
