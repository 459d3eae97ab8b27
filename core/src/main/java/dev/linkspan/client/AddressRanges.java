package dev.linkspan.client;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A list of address ranges, such as {@code 10.0.0.0/8}, {@code ::1} or {@code 2001:db8::/32}. An IPv4 address is the same
 * in its IPv6 spelling. Immutable, thread-safe.
 */
public final class AddressRanges {

    private static final AddressRanges NONE = new AddressRanges(List.of());

    private final List<Prefix> prefixes;

    private AddressRanges(List<Prefix> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    /** No addresses at all. */
    public static AddressRanges none() {
        return NONE;
    }

    /**
     * These ranges.
     *
     * @param ranges each an address, or an address and the number of its leading bits
     * @throws IllegalArgumentException naming the range that is none, has bits behind its length, or is all addresses
     */
    public static AddressRanges of(List<String> ranges) {
        return new AddressRanges(ranges.stream().map(AddressRanges::prefix).toList());
    }

    /** The address that a text spells, in brackets or not, in one spelling; empty for anything else. No look-up. */
    public static Optional<String> address(String text) {
        return HostLiteral.parse(text).map(InetAddress::getHostAddress);
    }

    /** Whether a text spells an address in one of the ranges. */
    public boolean contains(String address) {
        Optional<Prefix.Bits> bits = HostLiteral.parse(address).map(Prefix.Bits::of);
        return bits.isPresent() && prefixes.stream().anyMatch(prefix -> prefix.contains(bits.get()));
    }

    private static Prefix prefix(String range) {
        String text = range.strip();
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = address.indexOf(':') < 0 ? 32 : 128;
        int length = slash < 0 ? bits : length(text.substring(slash + 1));
        if (HostLiteral.parse(address).isEmpty() || address.startsWith("[") || length < 1 || length > bits) {
            throw new IllegalArgumentException(
                    "address range: '" + range + "' (expected: such as 127.0.0.1, 10.0.0.0/8 or ::1)");
        }
        Prefix prefix = Prefix.of(address + "/" + length);
        if (!prefix.isExact()) {
            throw new IllegalArgumentException("address range: '" + range + "' (expected: zeros behind the first "
                    + length + " bits, or no length for a single address)");
        }
        return prefix;
    }

    /** The number; -1 if it is none. */
    private static int length(String text) {
        boolean isNumber = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(text) : -1;
    }

    /** The ranges as they were given. */
    @Override
    public String toString() {
        return prefixes.toString();
    }
}
