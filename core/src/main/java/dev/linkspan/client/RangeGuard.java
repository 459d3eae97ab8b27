package dev.linkspan.client;

import dev.linkspan.client.Prefix.Bits;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Judges by the registries of special addresses. */
final class RangeGuard implements AddressGuard {

    private final boolean privateNetwork;

    RangeGuard(boolean privateNetwork) {
        this.privateNetwork = privateNetwork;
    }

    @Override
    public Optional<String> refusal(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(privateNetwork && scheme.equals("http"))) {
            return refused("scheme", scheme, privateNetwork ? "https or http" : "https");
        }
        String raw = uri.getRawAuthority();
        if (raw == null) {
            return Optional.of("the URI has no host");
        }
        if (raw.indexOf('@') >= 0) {
            return Optional.of("the URI has user information");
        }
        // Escapes, other alphabets and look-alike dots are read differently by different parsers: one spelling only.
        if (!raw.chars().allMatch(RangeGuard::inAuthority)) {
            return refused("authority", raw, "letters, digits, hyphens and dots");
        }
        if (raw.endsWith(".") || raw.contains(".:")) {
            return refused("authority", raw, "a host without a trailing dot");
        }
        return Authority.of(uri)
                .map(authority -> refusal(uri, authority))
                .orElseGet(() -> refused("authority", raw, "host or host:port"));
    }

    @Override
    public Optional<String> refusal(InetAddress address) {
        Bits destination = SpecialRanges.destination(Bits.of(address));
        Optional<String> block = SpecialRanges.deadBlock(destination);
        if (block.isEmpty() && !privateNetwork) {
            block = SpecialRanges.privateBlock(destination);
        }
        return block.map(b -> "address " + address.getHostAddress() + " is in " + b);
    }

    private Optional<String> refusal(URI uri, Authority authority) {
        String host = authority.host();
        if (!privateNetwork && authority.port() >= 0) {
            return refused("port", Integer.toString(authority.port()), "443");
        }
        Optional<InetAddress> literal = HostLiteral.parse(host);
        if (literal.isPresent()) {
            return refusal(literal.get());
        }
        if (host.startsWith("[") || HostLiteral.endsInNumber(host)) {
            return refused("host", host, "a name, a dotted quad or an IPv6 address");
        }
        if (uri.getHost() == null) {
            return refused("host", host, "a host name");
        }
        if (!privateNetwork && (host.equals("localhost") || host.endsWith(".localhost"))) {
            return Optional.of("host " + host + " is this machine"); // RFC 6761 section 6.3
        }
        return Optional.empty();
    }

    private static boolean inAuthority(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 128 && "-.:[]".indexOf(c) >= 0);
    }

    private static Optional<String> refused(String what, String value, String expected) {
        return Optional.of(what + ": " + LogText.of(value) + " (expected: " + expected + ")");
    }
}
