package dev.linkspan.client;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What an answer means for a fetch: it is over, or goes on elsewhere. */
sealed interface HopResult {

    /** There is something here; whether it is what was asked for is for the asker to say. */
    record Arrived(Exchange.Answered answer) implements HopResult {}

    record Refused(Fetched.Refused refused) implements HopResult {}

    record Redirected(Hop next) implements HopResult {}

    static HopResult of(Hop hop, Exchange.Answered answered) {
        return switch (answered.status()) {
            case 200 -> arrived(answered);
            case 301, 302, 303, 307, 308 -> redirected(hop, answered.fields().all("Location"));
            default -> refused(answered.status(), "status " + answered.status());
        };
    }

    private static HopResult arrived(Exchange.Answered answered) {
        // None was asked for, and what is not unpacked cannot burst.
        List<String> codings = answered.fields().all("Content-Encoding");
        return codings.stream().allMatch("identity"::equalsIgnoreCase)
                ? new Arrived(answered)
                : refused(200, "content coding: " + codings + " (expected: none)");
    }

    private static HopResult redirected(Hop hop, List<String> locations) {
        if (hop.redirectsLeft() == 0) {
            return refused(200, "more than " + Hop.REDIRECTS + " redirects");
        }
        Optional<URI> target = locations.size() == 1 ? Redirects.target(hop.uri(), locations.get(0)) : Optional.empty();
        return target.<HopResult>map(uri -> new Redirected(hop.redirectedTo(uri)))
                .orElseGet(() -> refused(200, "Location: " + locations + " (expected: one URI, not less secure)"));
    }

    private static HopResult refused(int status, String detail) {
        return new Refused(Fetched.Refused.of(status, detail));
    }
}
