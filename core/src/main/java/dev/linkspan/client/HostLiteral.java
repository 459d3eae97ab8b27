package dev.linkspan.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses written out as hosts. Only the one plain spelling is an address: decimal dotted quad, or IPv6 without a zone.
 * The system's parsers know more ({@code 127.1}, {@code 0x7f.1}), which is how two parsers come to disagree.
 */
final class HostLiteral {

    private HostLiteral() {}

    /** The address that a host spells, in brackets or not; empty for names and for anything unusual. No look-up. */
    static Optional<InetAddress> parse(String host) {
        String text = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            if (text.indexOf(':') < 0) {
                byte[] ipv4 = dottedQuad(text);
                return ipv4.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(ipv4));
            }
            // With a colon and these characters only, this parses and never asks a name server.
            return text.chars().allMatch(HostLiteral::inIpv6)
                    ? Optional.of(InetAddress.getAllByName(text)[0])
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the last label begins with a digit. No top-level domain does, but every spelling of an IPv4 address. */
    static boolean endsInNumber(String host) {
        int last = host.lastIndexOf('.') + 1;
        return last < host.length() && Character.digit(host.charAt(last), 10) >= 0;
    }

    private static byte[] dottedQuad(String text) {
        byte[] bytes = new byte[4];
        int at = 0;
        int value = 0;
        int digits = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (digits == 0 || at == 4) {
                    return new byte[0];
                }
                bytes[at++] = (byte) value;
                value = 0;
                digits = 0;
            } else {
                boolean leadingZero = digits > 0 && value == 0;
                value = value * 10 + (c - '0');
                digits++;
                if (c < '0' || c > '9' || leadingZero || value > 255) {
                    return new byte[0];
                }
            }
        }
        return at == 4 ? bytes : new byte[0];
    }

    private static boolean inIpv6(int c) {
        return c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0);
    }
}
