package dev.linkspan.web;

import dev.linkspan.client.AddressRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hops that proxies wrote down, the farthest first; each as written, empty where none can be told. Linear time. */
final class ForwardedFor {

    private ForwardedFor() {}

    /** The elements of {@code X-Forwarded-For}. */
    static List<String> listed(List<String> lines) {
        List<String> hops = new ArrayList<>();
        for (String line : lines) {
            Quoted.split(line, ',').forEach(element -> hops.add(element.strip()));
        }
        return hops;
    }

    /** The {@code for} parameters of {@code Forwarded}, one for each element. */
    static List<String> standard(List<String> lines) {
        List<String> hops = new ArrayList<>();
        for (String line : lines) {
            for (String element : Quoted.split(line, ',')) {
                hops.add(forParameter(element));
            }
        }
        return hops;
    }

    /** The address of a hop: bare, or with a port; empty for {@code unknown}, names and what is malformed. */
    static Optional<String> address(String hop) {
        int bracket = hop.indexOf(']');
        int colon = hop.indexOf(':');
        if (hop.startsWith("[") && bracket > 0) {
            return isPort(hop.substring(bracket + 1))
                    ? AddressRanges.address(hop.substring(0, bracket + 1))
                    : Optional.empty();
        }
        boolean isIpv4WithPort = colon > 0 && hop.indexOf(':', colon + 1) < 0;
        if (isIpv4WithPort) {
            return isPort(hop.substring(colon)) ? AddressRanges.address(hop.substring(0, colon)) : Optional.empty();
        }
        return AddressRanges.address(hop);
    }

    private static boolean isPort(String rest) {
        return rest.isEmpty()
                || (rest.length() > 1
                        && rest.length() <= 6
                        && rest.charAt(0) == ':'
                        && rest.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
    }

    /** The value; empty if the element has none, or two, so that it depends on the reader. */
    private static String forParameter(String element) {
        List<String> values = new ArrayList<>();
        for (String pair : Quoted.split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
                values.add(Quoted.unquoted(pair.substring(equals + 1).strip()));
            }
        }
        return values.size() == 1 ? values.getFirst() : "";
    }
}
