package dev.linkspan.client;

import dev.linkspan.vocab.LogText;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What an answer means for a fetch: it is over, or goes on elsewhere. */
sealed interface HopResult {

    record Ended(Fetched fetched) implements HopResult {}

    record Redirected(Hop next) implements HopResult {}

    static HopResult of(Hop hop, Exchange.Answered answered) {
        return switch (answered.status()) {
            case 200 -> new Ended(document(hop.uri(), answered));
            case 301, 302, 303, 307, 308 -> redirected(hop, answered.fields().all("Location"));
            default -> new Ended(refused(answered.status(), "status " + answered.status()));
        };
    }

    static Fetched refused(int status, String detail) {
        return new Fetched.Refused(status, LogText.of(detail));
    }

    private static Fetched document(URI uri, Exchange.Answered answered) {
        List<String> types = answered.fields().all("Content-Type");
        if (types.size() != 1 || !DocumentMediaType.isActivityStreams(types.get(0))) {
            return refused(200, "media type: " + types + " (expected: ActivityStreams)");
        }
        // None was asked for, and what is not unpacked cannot burst.
        List<String> codings = answered.fields().all("Content-Encoding");
        if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
            return refused(200, "content coding: " + codings + " (expected: none)");
        }
        return new Fetched.Document(uri, answered.body());
    }

    private static HopResult redirected(Hop hop, List<String> locations) {
        if (hop.redirectsLeft() == 0) {
            return new Ended(refused(200, "more than " + Hop.REDIRECTS + " redirects"));
        }
        Optional<URI> target = locations.size() == 1 ? Redirects.target(hop.uri(), locations.get(0)) : Optional.empty();
        return target.<HopResult>map(uri -> new Redirected(hop.redirectedTo(uri)))
                .orElseGet(() ->
                        new Ended(refused(200, "Location: " + locations + " (expected: one URI, not less secure)")));
    }
}
