package dev.linkspan.httpsignatures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a signature must cover to count. Immutable.
 *
 * @param floor a rule that knows which components say the same
 * @param requests components that a request's RFC 9421 signature must cover besides
 * @param responses components that a response's signature must cover besides
 * @param allowsPathWithoutQuery whether a draft-cavage-12 signature may be made over the path without the query, as some
 *     servers do; the verdict then names {@code (request-target without query)} among what is covered
 */
public record Coverage(
        Floor floor,
        List<ComponentIdentifier> requests,
        List<ComponentIdentifier> responses,
        boolean allowsPathWithoutQuery) {

    /** The least that must be covered. */
    public enum Floor {
        /**
         * RFC 9421: {@code @method}, the whole target in any form ({@code @target-uri}; or {@code @authority} or
         * {@code host} with {@code @request-target}, or with {@code @path} and, if there is one, {@code @query}),
         * {@code content-digest} with a body; of responses {@code @status} and, with a body, {@code content-digest}.
         * draft-cavage-12: {@code host}, {@code date} or {@code (created)}, and {@code digest} with a body, else
         * {@code (request-target)}.
         */
        WHOLE_MESSAGE,
        /**
         * What Mastodon 4.5 asks for. RFC 9421: {@code @method} and {@code @target-uri} by these names,
         * {@code content-digest} of a POST, which stands here for every method but GET; of responses the same as above.
         * draft-cavage-12: {@code date} or {@code (created)}, {@code digest} or
         * {@code (request-target)}, {@code host} of a GET, {@code digest} of a POST.
         */
        MASTODON,
        /** Nothing: the lists say everything. A signature that covers nothing proves nothing about a message. */
        NOTHING
    }

    /** Copies the lists. */
    public Coverage {
        requests = List.copyOf(requests);
        responses = List.copyOf(responses);
    }

    /** No more than the floor. */
    public static Coverage of(Floor floor) {
        return new Coverage(floor, List.of(), List.of(), floor != Floor.NOTHING);
    }

    /** This coverage and these components of requests. */
    public Coverage withRequests(ComponentIdentifier... components) {
        return new Coverage(floor, joined(requests, components), responses, allowsPathWithoutQuery);
    }

    /** This coverage and these components of responses. */
    public Coverage withResponses(ComponentIdentifier... components) {
        return new Coverage(floor, requests, joined(responses, components), allowsPathWithoutQuery);
    }

    /** This coverage without the leniency for queries. */
    public Coverage withSignedQuery() {
        return new Coverage(floor, requests, responses, false);
    }

    private static List<ComponentIdentifier> joined(List<ComponentIdentifier> some, ComponentIdentifier... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).distinct().toList();
    }
}
