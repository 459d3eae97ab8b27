package dev.linkspan.httpsignatures;

import java.util.List;

/**
 * What a signature must cover to count. Immutable.
 *
 * @param floor a rule that knows which components say the same
 * @param requests components that a request's RFC 9421 signature must cover besides
 * @param responses components that a response's signature must cover besides
 */
public record Coverage(Floor floor, List<ComponentIdentifier> requests, List<ComponentIdentifier> responses) {

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
         * {@code content-digest} of a POST. draft-cavage-12: {@code date} or {@code (created)}, {@code digest} or
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
        return new Coverage(floor, List.of(), List.of());
    }

    /** This coverage with these components of requests besides the floor. */
    public Coverage withRequests(ComponentIdentifier... components) {
        return new Coverage(floor, List.of(components), responses);
    }

    /** This coverage with these components of responses besides the floor. */
    public Coverage withResponses(ComponentIdentifier... components) {
        return new Coverage(floor, requests, List.of(components));
    }
}
