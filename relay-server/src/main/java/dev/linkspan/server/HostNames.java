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
        String name = IDN.toASCII(typed.strip()).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.contains("/") || name.contains(" ")) {
            throw new IllegalArgumentException("host: '" + typed + "' (expected: a host name such as example.org)");
        }
        return name;
    }
}
