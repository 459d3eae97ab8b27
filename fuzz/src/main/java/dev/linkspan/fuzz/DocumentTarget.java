package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;

/** A stranger's document as views: all accessors answer, and built anew and read again it says the same. */
final class DocumentTarget implements FuzzTarget {

    /** What the few thousand values that JSON-LD processing takes may cost. */
    private static final long MOST_BYTES = 512L << 20;

    /** What reading a document as it stands may cost: above all for the tree, and for what contexts define in it. */
    private static final int BASE_BYTES = 200_000;

    private static final int BYTES_PER_BYTE = 1_600;

    /** How many kinds of views each document is looked at as; over many inputs it comes to all. */
    private static final int KINDS_AT_ONCE = 8;

    private final DocumentReader reader = new DocumentReader();

    @Override
    public List<String> seeds() {
        return List.of("""
                {"@context": ["https://www.w3.org/ns/activitystreams", {"toot": "http://joinmastodon.org/ns#",
                  "votersCount": "toot:votersCount", "mood": {"@id": "toot:mood", "@type": "@id"}}],
                 "type": ["Create", "Juggle"], "id": "https://a.example/1", "actor": {"id": "https://a.example/u"},
                 "to": "as:Public", "cc": [null, "", {"type": "Link", "href": "https://a.example/f"}],
                 "object": {"type": "Question", "contentMap": {"de-AT": "Servus", "und": "x"}, "published": "2026-09-01T10:00Z",
                  "oneOf": [{"type": "Note", "name": "1", "replies": {"totalItems": 7}}], "votersCount": "3", "closed": true,
                  "tag": {"type": "Mention", "href": "https://b.example/u"}, "quoteUri": "https://b.example/1", "mood": "x"}}""", """
                {"@context": "https://www.w3.org/ns/activitystreams", "type": "Person", "id": "https://a.example/u",
                 "inbox": "https://a.example/u/inbox", "endpoints": {"sharedInbox": "https://a.example/inbox"},
                 "publicKey": [{"id": "#k", "owner": "https://a.example/u", "publicKeyPem": "-----"}], "icon": ["https://a.example/i"],
                 "attachment": {"type": "PropertyValue", "name": "a", "value": "b"}, "first": {"items": [[1]]}, "duration": "PT1H"}""", """
                {"@context": {"as": "https://www.w3.org/ns/activitystreams#", "a": {"@id": "as:items", "@container": "@list"},
                  "t": "@type", "@language": "de"}, "@id": "https://a.example/1", "t": "as:OrderedCollection", "as:totalItems": 2,
                 "a": [{"@value": "x"}, {"@id": "https://a.example/2"}], "as:name": {"@value": "n", "@language": "en"},
                 "https://x.example/y": [{"@value": 1.5}], "type": "as:Note", "nobody": {"as:content": ["1", "2"]}}""");
    }

    @Override
    public void read(Body input) {
        Work.requireAtMost(MOST_BYTES, () -> {
            if (reader.read(input) instanceof ReceivedDocument document) {
                if (document.path() == ReceivedDocument.Path.DIRECT) {
                    Work.requireAtMost(BASE_BYTES + (long) BYTES_PER_BYTE * input.length(), () -> reader.read(input));
                }
                look(document, Arrays.hashCode(input.bytes()));
            }
        });
    }

    private void look(ReceivedDocument document, int from) {
        Entity view = document.view();
        Accessors.askAll(view);
        Accessors.askAsKinds(view, from, KINDS_AT_ONCE);
        eachObject(document.json());
        for (Problem problem : document.problems()) {
            if (!problem.pointer().isEmpty() && !problem.pointer().startsWith("/")) {
                throw new AssertionError(problem + " of " + document.original());
            }
        }
        Entity built = view.toBuilder().build();
        same(view.json(), built.json(), document);
        if (!(reader.read(JsonText.write(built.json())) instanceof ReceivedDocument again)) {
            throw new AssertionError(built + " is refused, but not " + document.original());
        }
        // A prefix that writing defines may make an IRI of what was a text to a document without that prefix.
        if (document.path() == ReceivedDocument.Path.DIRECT && again.path() == ReceivedDocument.Path.DIRECT) {
            same(view.json(), again.json(), document);
        }
    }

    private static void eachObject(JsonValue value) {
        if (value instanceof JsonObject object) {
            Accessors.askAll(Entity.of(object));
            object.values().forEach(DocumentTarget::eachObject);
        } else if (value instanceof JsonArray array) {
            array.forEach(DocumentTarget::eachObject);
        }
    }

    private static void same(JsonObject expected, JsonObject found, ReceivedDocument document) {
        if (!withoutContext(expected).equals(withoutContext(found))) {
            throw new AssertionError(document.original() + "\nis read as " + expected + "\nand then as " + found);
        }
    }

    private static JsonObject withoutContext(JsonObject object) {
        return JsonText.object(object).remove("@context").build();
    }
}
