package dev.linkspan.server.inspect;

import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Problem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;

/** What there is to say of one document that somebody named. */
public sealed interface DocumentReport {

    /** For programs; the members are documented in {@code docs/inspect.md} and do not change their meaning. */
    JsonObject json();

    /**
     * It was read.
     *
     * @param origin where it came from
     * @param document what it is
     * @param problems what is wrong with it
     */
    record Read(Origin origin, ReceivedDocument document, List<Problem> problems) implements DocumentReport {

        /** Copies the list. */
        public Read {
            problems = List.copyOf(problems);
        }

        @Override
        public JsonObject json() {
            return DocumentLine.of(origin.line(), document, problems);
        }
    }

    /**
     * There is a document, which cannot be read.
     *
     * @param origin where it came from
     * @param refused why
     */
    record Refused(Origin origin, Reading.Refused refused) implements DocumentReport {
        @Override
        public JsonObject json() {
            return origin.line()
                    .add("refused", why(refused.reason().name(), refused.detail()))
                    .build();
        }
    }

    /**
     * There is none.
     *
     * @param origin where it was looked for
     * @param reason in one word
     * @param detail in a sentence
     */
    record Missing(Origin origin, String reason, String detail) implements DocumentReport {
        @Override
        public JsonObject json() {
            return origin.line().add("missing", why(reason, detail)).build();
        }
    }

    /**
     * Where a document was found.
     *
     * @param source as it was named
     * @param redirects where that led, hop by hop
     */
    record Origin(String source, List<String> redirects) {

        /** Copies the list. */
        public Origin {
            redirects = List.copyOf(redirects);
        }

        JsonObjectBuilder line() {
            JsonObjectBuilder line = JsonText.object().add("source", source);
            if (!redirects.isEmpty()) {
                JsonArrayBuilder hops = JsonText.array();
                redirects.forEach(hops::add);
                line.add("redirects", hops);
            }
            return line;
        }
    }

    private static JsonObjectBuilder why(String reason, String detail) {
        return JsonText.object().add("reason", reason.toLowerCase(Locale.ROOT)).add("detail", detail);
    }
}
