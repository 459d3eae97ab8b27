package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.JsonCanonicalization;
import dev.linkspan.jsonld.JsonCanonicalization.Result;
import jakarta.json.JsonObject;
import java.util.List;

/** Canonical JSON: one text whatever the order of members, which stays itself, and the same where nothing is rounded. */
final class CanonicalJsonTarget implements FuzzTarget {

    // RFC 8785 §3.2.2 and appendix B.
    @Override
    public List<String> seeds() {
        return List.of(
                "{\"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],"
                        + " \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                        + " \"literals\": [null, true, false]}",
                "{\"\\u20ac\": 1, \"\\r\": 2, \"\\ufb33\": 3, \"1\": -0, \"\\ud83d\\ude00\": 9007199254740993, \"\": 5e-324}");
    }

    @Override
    public void read(Body input) {
        Json.object(input)
                .ifPresent(
                        document -> Work.requireAtMost(100_000 + 5_000L * input.length(), () -> canonical(document)));
    }

    private static void canonical(JsonObject document) {
        Result result = JsonCanonicalization.canonicalize(document);
        if (result instanceof Result.Canonical canonical) {
            same(canonical, JsonCanonicalization.canonicalize(Json.sorted(document)));
            same(
                    canonical,
                    JsonCanonicalization.canonicalize(
                            Json.object(canonical.text()).orElseThrow()));
        }
        if (JsonCanonicalization.canonicalizeExactly(document) instanceof Result.Canonical exactly) {
            same(exactly, result);
        }
    }

    private static void same(Result.Canonical expected, Result result) {
        if (!result.equals(expected)) {
            throw new AssertionError(expected.text().text() + " and then " + result);
        }
    }
}
