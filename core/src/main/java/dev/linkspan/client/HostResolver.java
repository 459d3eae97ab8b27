package dev.linkspan.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host name. May block; is called from a bounded number of threads. Thread-safe. */
@FunctionalInterface
public interface HostResolver {

    /**
     * The addresses in the order in which to try them.
     *
     * @throws UnknownHostException if there are none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** As the operating system resolves names. */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
