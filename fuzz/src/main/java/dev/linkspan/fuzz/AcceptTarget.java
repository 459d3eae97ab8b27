package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.web.Representation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a request says in {@code Accept}. Nobody gets a document who did not ask for one. */
final class AcceptTarget implements FuzzTarget {

    private static final long FIXED_COST = 100_000;
    private static final long COST_PER_BYTE = 2_000;

    @Override
    public List<String> seeds() {
        return List.of(
                "application/activity+json, application/ld+json;profile=\"https://www.w3.org/ns/activitystreams\"",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    }

    @Override
    public void read(Body input) {
        String accept = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        Fields fields = Fields.of("Accept", accept);
        Work.requireAtMost(
                FIXED_COST + COST_PER_BYTE * input.length(), () -> Representation.wanted(fields, Representation.PAGE));
        // Who takes anything more gladly than pages gets it, too.
        boolean namesIt = accept.toLowerCase(Locale.ROOT).contains("application/") || accept.contains("*/*");
        if (Representation.wanted(fields, Representation.PAGE) != Representation.PAGE && !namesIt) {
            throw new AssertionError("a document (expected: the page, for nothing else is asked for)");
        }
    }
}
