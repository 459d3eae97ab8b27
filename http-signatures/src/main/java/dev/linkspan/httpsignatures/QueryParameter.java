package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Parameters;
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

    static String value(HttpMessage.Request message, Parameters parameters) throws Refusal {
        boolean alone = parameters.entries().size() == 1;
        if (!alone || !(parameters.get("name").orElse(null) instanceof BareItem.StringItem name)) {
            throw Refusal.malformed("Signature-Input covers @query-param with other parameters than a name");
        }
        String query = message.targetUri().getRawQuery();
        List<String> values = values(query == null ? "" : query, name.value());
        if (values.size() != 1) {
            throw Refusal.malformed("Signature-Input covers the query parameter " + Quoted.of(name.value())
                    + ", which the request has " + values.size() + " times (expected: once)");
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
            String decoded = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            return URLEncoder.encode(decoded, StandardCharsets.UTF_8).replace("+", "%20");
        } catch (IllegalArgumentException e) {
            return encoded; // a stray % stands for itself; such a parameter is signed by nobody
        }
    }
}
