package dev.linkspan.server;

import java.net.IDN;
import java.util.Locale;

/** Host names as people type them. */
final class HostNames {

    private HostNames() {}

    /**
     * The one spelling under which a host is known.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String canonical(String typed) {
        String text = typed.strip();
        // Subdomains are meant anyway.
        String name =
                IDN.toASCII(text.startsWith("*.") ? text.substring(2) : text).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '/' || c == ' ' || c == ':' || c == '*')) {
            throw new IllegalArgumentException("host: '" + typed + "' (expected: a host name such as example.org)");
        }
        return name;
    }
}
