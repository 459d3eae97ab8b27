package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Dictionaries, lists and items: what parses has one canonical form, which parses to the same. */
final class StructuredFieldsTarget implements FuzzTarget {

    // Shapes of RFC 9651 §3 and RFC 9421 §4.
    @Override
    public List<String> seeds() {
        return List.of(
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\";sf);created=1618884473;keyid=\"k\"",
                "a=?0, b, c; foo=bar",
                "rating=1.5, feelings=(joy sadness), d=:aGVsbG8=:",
                "abc;a=1;b=2; cde_456, (ghi;jk=4 l);q=\"9\";r=w",
                "\"a \\\" b \\\\\", %\"f%c3%bc%c3%bc\", @1659578233, -999999999999999, 123456789012.125, *t/x:y");
    }

    @Override
    public void read(Body input) {
        List<String> lines = List.of(new String(input.bytes(), StandardCharsets.ISO_8859_1));
        Work.requireAtMost(50_000 + 600L * input.length(), () -> {
            dictionary(lines);
            list(lines);
            item(lines);
        });
    }

    private static void dictionary(List<String> lines) {
        try {
            Map<String, Member> members = StructuredFieldParser.parseDictionary(lines);
            for (Member member : members.values()) {
                canonical(member);
            }
        } catch (StructuredFieldException e) {
            // What it is for.
        }
    }

    private static void list(List<String> lines) {
        try {
            for (Member member : StructuredFieldParser.parseList(lines)) {
                canonical(member);
            }
        } catch (StructuredFieldException e) {
            // What it is for.
        }
    }

    private static void item(List<String> lines) {
        try {
            canonical(StructuredFieldParser.parseItem(lines));
        } catch (StructuredFieldException e) {
            // What it is for.
        }
    }

    private static void canonical(Member member) {
        String canonical = StructuredFieldSerializer.serialize(member);
        try {
            List<Member> again = StructuredFieldParser.parseList(List.of(canonical));
            if (again.size() != 1
                    || !StructuredFieldSerializer.serialize(again.get(0)).equals(canonical)) {
                throw new AssertionError(canonical + " is read as " + again);
            }
        } catch (StructuredFieldException e) {
            throw new AssertionError(canonical + " does not parse", e);
        }
    }
}
