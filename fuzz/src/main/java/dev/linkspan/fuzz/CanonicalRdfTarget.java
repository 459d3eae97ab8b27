package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.Canonicalization;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalizer;
import jakarta.json.JsonObject;
import java.util.List;

/** Expansion, RDF and its canonical form: the order of members does not matter, nor does what was asked before. */
final class CanonicalRdfTarget implements FuzzTarget {

    /** What 3,000 values may cost: Titanium's work grows with the square of a list. */
    private static final long MOST_BYTES = 512L << 20;

    private final Canonicalizer shared = new Canonicalizer();

    @Override
    public List<String> seeds() {
        return List.of(LdSignatureTarget.DOCUMENT, """
                {"@context": ["https://www.w3.org/ns/activitystreams",
                  {"@language": "en", "x": "https://a.example/", "n": {"@id": "x:n", "@type": "@id", "@container": "@list"}}],
                 "type": "Note", "nameMap": {"de-AT": "Servus"}, "x:d": 1.5, "n": ["https://a.example/1"],
                 "tag": [{"name": "1"}, {"name": "2", "x:same": {}}]}""");
    }

    @Override
    public void read(Body input) {
        Json.object(input).ifPresent(document -> Work.requireAtMost(MOST_BYTES, () -> canonicalize(document)));
    }

    private void canonicalize(JsonObject document) {
        shared.plainReading(document);
        if (shared.canonicalize(document) instanceof Canonical canonical) {
            same(canonical, shared.canonicalize(document), document);
            same(canonical, new Canonicalizer().canonicalize(Json.sorted(document)), document);
        }
    }

    private static void same(Canonical expected, Canonicalization result, JsonObject document) {
        if (!result.equals(expected)) {
            throw new AssertionError(document + "\ngave " + expected.nQuads() + "\nand then " + result);
        }
    }
}
