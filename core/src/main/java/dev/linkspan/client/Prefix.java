package dev.linkspan.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A block of addresses. IPv4 is held as IPv4-mapped IPv6, so that an address is the same in both spellings.
 *
 * @param text the block as the registry writes it
 * @param first its first address
 * @param length how many leading bits of the 128 are fixed
 */
record Prefix(String text, Bits first, int length) {

    /** Of {@code 100.64.0.0/10} or {@code fc00::/7}. */
    static Prefix of(String text) {
        int slash = text.indexOf('/');
        String address = text.substring(0, slash);
        int length = Integer.parseInt(text.substring(slash + 1));
        Bits first = HostLiteral.parse(address)
                .map(Bits::of)
                .orElseThrow(() -> new IllegalArgumentException("prefix: " + text + " (expected: address/length)"));
        return new Prefix(text, first, address.indexOf(':') < 0 ? length + 96 : length);
    }

    boolean contains(Bits address) {
        return same(first.high(), address.high(), Math.min(length, 64))
                && same(first.low(), address.low(), Math.max(length - 64, 0));
    }

    /** Whether the first address is the block's first, with nothing but zeros behind the fixed bits. */
    boolean isExact() {
        long highRest = length >= 64 ? 0 : -1L >>> length;
        long lowRest = length <= 64 ? -1L : length == 128 ? 0 : -1L >>> (length - 64);
        return (first.high() & highRest) == 0 && (first.low() & lowRest) == 0;
    }

    private static boolean same(long one, long other, int leadingBits) {
        return leadingBits == 0 || (one ^ other) >>> (64 - leadingBits) == 0;
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * The 128 bits of an address.
     *
     * @param high the first 64
     * @param low the last 64
     */
    record Bits(long high, long low) {

        private static final long MAPPED = 0x0000_ffff_0000_0000L; // ::ffff:0:0/96, RFC 4291 section 2.5.5.2

        static Bits of(InetAddress address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return bytes.remaining() == 4 ? ipv4(bytes.getInt()) : new Bits(bytes.getLong(), bytes.getLong());
        }

        /** The IPv4 address in the last 32 bits. */
        Bits embeddedIpv4() {
            return ipv4((int) low);
        }

        boolean isIpv4() {
            return high == 0 && low >>> 32 == MAPPED >>> 32;
        }

        private static Bits ipv4(int address) {
            return new Bits(0, MAPPED | (address & 0xffff_ffffL));
        }
    }
}
