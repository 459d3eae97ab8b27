package dev.linkspan.web;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.PercentEncoding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A request as a server received it. Routing and signatures go by one and the same {@code requestTarget}, in which nothing was
 * decoded, joined or taken away: there is no path by which a request is routed that its signature does not cover.
 *
 * @param method the method
 * @param requestTarget path and query exactly as on the request line; of an absolute URI there, what follows its authority;
 *     anything without a slash in front is no path of ours
 * @param fields the field lines
 * @param body the body, cut behind the limit that the handler names
 * @param client the address it came from, as far as it is known: see {@link ClientAddress}
 */
public record WebRequest(String method, String requestTarget, Fields fields, Body body, String client) {

    /** The path, as on the request line. */
    public String path() {
        int question = requestTarget.indexOf('?');
        return question < 0 ? requestTarget : requestTarget.substring(0, question);
    }

    /** The query without the question mark; empty if there is none. */
    public String query() {
        int question = requestTarget.indexOf('?');
        return question < 0 ? "" : requestTarget.substring(question + 1);
    }

    /** The value of the first parameter of this name in the query; empty if there is none or it is malformed. */
    public Optional<String> parameter(String name) {
        for (String pair : query().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return PercentEncoding.decode(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /**
     * The request as its signature covers it, received at this origin. Signatures are checked against the host that we are,
     * not the one that the request names: a request that was signed for another server does not verify here, and one whose
     * {@code Host} a proxy rewrote does.
     *
     * @param origin scheme and authority under which the world knows us
     * @return empty if the request target is no path, or no valid URI
     */
    public Optional<HttpMessage.Request> at(String origin) {
        Optional<Authority> authority = Authority.of(origin);
        if (authority.isEmpty() || !requestTarget.startsWith("/")) {
            return Optional.empty();
        }
        Fields others = new Fields(fields.lines().stream()
                .filter(line -> !line.name().equalsIgnoreCase("Host"))
                .toList());
        try {
            URI target = new URI(origin + requestTarget);
            return Optional.of(new HttpMessage.Request(
                    method, target, others.with("Host", authority.get().toString())));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    WebRequest withBody(Body whole) {
        return new WebRequest(method, requestTarget, fields, whole, client);
    }
}
