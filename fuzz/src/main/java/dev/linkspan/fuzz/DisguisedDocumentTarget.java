package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * One document in plain names and in disguise: aliases, prefixes, IRIs, keywords, expanded values, contexts in the middle. All
 * say the same. The input decides what is in it and how it is disguised.
 */
final class DisguisedDocumentTarget implements FuzzTarget {

    /** What JSON-LD processing of a few dozen values may cost, twice over, and asking all accessors. */
    private static final long MOST_BYTES = 256L << 20;

    private final DocumentReader reader = new DocumentReader();

    @Override
    public List<String> seeds() {
        return List.of(
                "a note, an id, its author, some text",
                "\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\t\n\u000b\u000c\r\u000e\u000f\u0010\u0011\u0012",
                "The quick brown fox jumps over the lazy dog. 0123456789 THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG!");
    }

    @Override
    public void read(Body input) {
        Work.requireAtMost(MOST_BYTES, () -> {
            Choices choices = new Choices(input);
            JsonObject plain = new PlainDocument(choices).document();
            JsonObject disguised = new Disguise(choices).of(plain);
            Map<String, Object> expected = said(plain);
            Map<String, Object> found = said(disguised);
            if (!found.equals(expected)) {
                throw new AssertionError(plain + "\nsays " + expected + "\n" + disguised + "\nsays " + found);
            }
        });
    }

    private Map<String, Object> said(JsonObject document) {
        if (reader.read(JsonText.write(document)) instanceof ReceivedDocument received) {
            return Accessors.said(received.view(), PlainDocument.DEPTH);
        }
        throw new AssertionError("refused: " + document);
    }
}
