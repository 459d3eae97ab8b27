package dev.linkspan.client;

import dev.linkspan.client.Prefix.Bits;
import java.util.List;
import java.util.Optional;

/**
 * The address blocks that are not simply somewhere on the internet.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 special-purpose registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6 special-purpose registry</a>
 */
final class SpecialRanges {

    /** Addresses of this machine or of a network one can be in. */
    private static final List<Prefix> PRIVATE = List.of(
            Prefix.of("10.0.0.0/8"), // private use, RFC 1918
            Prefix.of("100.64.0.0/10"), // shared address space, RFC 6598
            Prefix.of("127.0.0.0/8"), // loopback, RFC 1122 section 3.2.1.3
            Prefix.of("169.254.0.0/16"), // link local, RFC 3927; cloud metadata services sit here
            Prefix.of("172.16.0.0/12"), // private use, RFC 1918
            Prefix.of("192.168.0.0/16"), // private use, RFC 1918
            Prefix.of("::1/128"), // loopback, RFC 4291
            Prefix.of("fc00::/7"), // unique local, RFC 4193
            Prefix.of("fe80::/10")); // link local, RFC 4291

    /** Addresses at which no peer can be. */
    private static final List<Prefix> NEVER = List.of(
            Prefix.of("0.0.0.0/8"), // this network, RFC 791; many systems connect 0.0.0.0 to themselves
            Prefix.of("192.0.0.0/24"), // IETF protocol assignments, RFC 6890
            Prefix.of("192.0.2.0/24"), // documentation, RFC 5737
            Prefix.of("192.31.196.0/24"), // AS112, RFC 7535
            Prefix.of("192.52.193.0/24"), // AMT, RFC 7450
            Prefix.of("192.88.99.0/24"), // 6to4 relay anycast, RFC 7526
            Prefix.of("192.175.48.0/24"), // AS112, RFC 7534
            Prefix.of("198.18.0.0/15"), // benchmarking, RFC 2544
            Prefix.of("198.51.100.0/24"), // documentation, RFC 5737
            Prefix.of("203.0.113.0/24"), // documentation, RFC 5737
            Prefix.of("224.0.0.0/4"), // multicast, RFC 5771
            Prefix.of("240.0.0.0/4"), // reserved, RFC 1112; with limited broadcast 255.255.255.255, RFC 8190
            Prefix.of("::/128"), // unspecified, RFC 4291
            Prefix.of("64:ff9b:1::/48"), // local-use translation, RFC 8215: where its IPv4 lies is not ours to know
            Prefix.of("100::/64"), // discard only, RFC 6666
            Prefix.of("100:0:0:1::/64"), // dummy prefix, RFC 9780
            Prefix.of("2001::/23"), // IETF protocol assignments, RFC 2928; Teredo among them, whatever it wraps
            Prefix.of("2001:db8::/32"), // documentation, RFC 3849
            Prefix.of("2002::/16"), // 6to4, RFC 3056, retired by RFC 7526, whatever it wraps
            Prefix.of("2620:4f:8000::/48"), // AS112, RFC 7534
            Prefix.of("3fff::/20"), // documentation, RFC 9637
            Prefix.of("5f00::/16"), // segment routing, RFC 9602
            Prefix.of("fec0::/10"), // site local, retired by RFC 3879
            Prefix.of("ff00::/8")); // multicast, RFC 4291

    /** The well-known prefix of IPv4/IPv6 translators: in a network without IPv4, the public IPv4 internet. */
    private static final Prefix NAT64 = Prefix.of("64:ff9b::/96"); // RFC 6052

    /** All that has been given out for global unicast; IPv4-compatible addresses (RFC 4291) lie outside. */
    private static final Prefix GLOBAL_UNICAST = Prefix.of("2000::/3"); // RFC 4291 section 2.4, IANA

    private SpecialRanges() {}

    /** The address that a packet to this one ends at: the embedded IPv4 address if a translator is on the way. */
    static Bits destination(Bits address) {
        return NAT64.contains(address) ? address.embeddedIpv4() : address;
    }

    /** The block of private addresses that holds this address. */
    static Optional<String> privateBlock(Bits address) {
        return block(PRIVATE, address);
    }

    /** The block of addresses without a peer that holds this address. */
    static Optional<String> deadBlock(Bits address) {
        Optional<String> dead = block(NEVER, address);
        if (dead.isPresent() || address.isIpv4() || GLOBAL_UNICAST.contains(address)) {
            return dead;
        }
        return privateBlock(address).isPresent() ? Optional.empty() : Optional.of("no global unicast block");
    }

    private static Optional<String> block(List<Prefix> blocks, Bits address) {
        return blocks.stream()
                .filter(b -> b.contains(address))
                .map(Prefix::text)
                .findFirst();
    }
}
