package dev.linkspan.web;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.httpsignatures.Fields;
import java.util.List;
import java.util.Optional;

/**
 * Tells who sent a request that came through reverse proxies: for the log, and for limits. Only what a trusted proxy says
 * counts, read from the nearest proxy outwards up to the first address that is not trusted; what stands farther out anybody
 * may have written. Immutable, thread-safe.
 *
 * <p>A trusted proxy must set or append to {@code X-Forwarded-For} or {@code Forwarded} itself; one that passes on what it
 * got lets everybody choose an address. If both fields are there and tell of different clients, one of them was passed on
 * unseen, and the proxy's own address is told.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239, Forwarded</a>
 */
public final class ClientAddress {

    private final AddressRanges trusted;

    private ClientAddress(AddressRanges trusted) {
        this.trusted = trusted;
    }

    /** The address at the other end of the connection, whatever the request says. */
    public static ClientAddress ofPeer() {
        return new ClientAddress(AddressRanges.none());
    }

    /**
     * What these proxies say, and of all others their own address.
     *
     * @param proxies the addresses that they connect from
     */
    public static ClientAddress behind(AddressRanges proxies) {
        return new ClientAddress(proxies);
    }

    /**
     * The client's address.
     *
     * @param peer the address at the other end of the connection, an IPv6 address in brackets or not
     * @param fields the request's fields
     */
    String of(String peer, Fields fields) {
        String here = AddressRanges.address(withoutZone(peer)).orElse(peer);
        if (!trusted.contains(here)) {
            return here;
        }
        List<String> listed = ForwardedFor.listed(fields.all("X-Forwarded-For"));
        List<String> standard = ForwardedFor.standard(fields.all("Forwarded"));
        if (listed.isEmpty() || standard.isEmpty()) {
            return outermost(here, listed.isEmpty() ? standard : listed);
        }
        String one = outermost(here, listed);
        return one.equals(outermost(here, standard)) ? one : here;
    }

    private String outermost(String peer, List<String> hops) {
        String nearest = peer;
        for (int i = hops.size() - 1; i >= 0 && trusted.contains(nearest); i--) {
            Optional<String> address = ForwardedFor.address(hops.get(i));
            if (address.isEmpty()) {
                return nearest; // hidden or malformed: nobody is known beyond the proxy that said so
            }
            nearest = address.get();
        }
        return nearest;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone).replace("[", "");
    }
}
