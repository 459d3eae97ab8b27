package dev.linkspan.httpsignatures;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request whose signature does not verify, and ways to change it. */
record Scenery(HttpMessage.Request message, Body body, ParsedSignature<? super HttpMessage.Request> signature) {

    /** The values of a field, taken apart at commas and trimmed. */
    List<String> items(String name) {
        List<String> items = new ArrayList<>();
        for (String line : message.fields().all(name)) {
            int start = 0;
            for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
                items.add(line.substring(start, comma).strip());
                start = comma + 1;
            }
            items.add(line.substring(start).strip());
        }
        return items;
    }

    /** The request with this value in every line of a field's name, or with such a line if there is none. */
    HttpMessage.Request withField(String name, String value) {
        List<Fields.Line> lines = new ArrayList<>();
        for (Fields.Line line : message.fields().lines()) {
            if (!line.name().equalsIgnoreCase(name)) {
                lines.add(line);
            }
        }
        lines.add(new Fields.Line(name, value));
        return message.withFields(new Fields(lines));
    }

    /** The request as if it had come for another host; empty if that is no host. */
    Optional<HttpMessage.Request> withHost(String host) {
        return withTarget(message.scheme(), host, message.requestTarget());
    }

    /** The request to another path and query; empty if they make no URI. */
    Optional<HttpMessage.Request> withTarget(String requestTarget) {
        return target(message.targetUri().getScheme(), message.targetUri().getRawAuthority(), requestTarget)
                .map(uri -> new HttpMessage.Request(message.method(), uri, message.fields(), message.trailers()));
    }

    /** The request to another place altogether; empty if that makes no URI. */
    Optional<HttpMessage.Request> withTarget(String scheme, String host, String requestTarget) {
        return target(scheme, host, requestTarget)
                .map(uri -> new HttpMessage.Request(
                        message.method(), uri, withField("Host", host).fields(), message.trailers()));
    }

    private static Optional<URI> target(String scheme, String authority, String requestTarget) {
        try {
            URI uri = new URI(scheme + "://" + authority + requestTarget);
            return uri.getRawAuthority() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
