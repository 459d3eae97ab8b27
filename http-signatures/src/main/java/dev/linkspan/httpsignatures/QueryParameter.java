package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The value of {@code "@query-param";name="…"}: one parameter of the query, decoded and encoded again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.2.8">RFC 9421 §2.2.8</a>
 */
final class QueryParameter {

    private QueryParameter() {}

    static String value(HttpMessage.Request message, ComponentIdentifier component) throws Refusal {
        if (!(component.parameter("name").orElse(null) instanceof BareItem.StringItem name)) {
            throw ComponentValues.refusal(component, "without a name as a string");
        }
        String query = message.targetUri().getRawQuery();
        List<String> values = values(query == null ? "" : query, name.value());
        if (values.size() != 1) {
            throw ComponentValues.refusal(
                    component, "which the request has " + values.size() + " times (expected: once)");
        }
        return values.get(0);
    }

    private static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        StringTokenizer pairs = new StringTokenizer(query, "&");
        while (pairs.hasMoreTokens()) {
            String pair = pairs.nextToken();
            int equals = pair.indexOf('=');
            if (normalized(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                values.add(equals < 0 ? "" : normalized(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String normalized(String encoded) {
        try {
            return encoded(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return encoded; // a stray % stands for itself; such a parameter is signed by nobody
        }
    }

    /** The percent-encoded form of a name or value (§2.2.8, "application/x-www-form-urlencoded" with %20 for blanks). */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
