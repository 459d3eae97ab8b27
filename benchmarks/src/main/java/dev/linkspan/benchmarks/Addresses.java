package dev.linkspan.benchmarks;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which fake server has which loopback address. Subscribers come first, publishers from 127.200.0.1 on.
 *
 * @param port the port of all servers that have no other
 * @param groups subscribers from some number on, up to the next group's first, that have a port of their own
 */
record Addresses(int port, List<Group> groups) {

    private static final int PER_BLOCK = 250;
    private static final int FIRST_PUBLISHER = 200;

    /** Subscribers that can be made to die together. */
    record Group(int first, int port) {}

    Addresses {
        groups = List.copyOf(groups);
    }

    Addresses(int port) {
        this(port, List.of());
    }

    private int portOf(int subscriber) {
        int port = port();
        for (Group group : groups) {
            port = subscriber >= group.first() ? group.port() : port;
        }
        return port;
    }

    String subscriber(int index) {
        return "127." + (1 + index / (PER_BLOCK * PER_BLOCK)) + "." + index / PER_BLOCK % PER_BLOCK + "."
                + (1 + index % PER_BLOCK) + ":" + portOf(index);
    }

    String publisher(int index) {
        return "127." + FIRST_PUBLISHER + "." + index / PER_BLOCK + "." + (1 + index % PER_BLOCK) + ":" + port;
    }

    /** The subscriber at an authority; empty for publishers and others. */
    static OptionalInt subscriberAt(String authority) {
        int[] part = new int[4];
        int at = 0;
        for (int i = 0; i < authority.length() && authority.charAt(i) != ':'; i++) {
            char c = authority.charAt(i);
            if (c == '.') {
                at++;
            } else if (c < '0' || c > '9') {
                return OptionalInt.empty();
            } else {
                part[at] = part[at] * 10 + (c - '0');
            }
        }
        return part[1] < 1 || part[1] >= FIRST_PUBLISHER || part[3] < 1
                ? OptionalInt.empty()
                : OptionalInt.of(((part[1] - 1) * PER_BLOCK + part[2]) * PER_BLOCK + part[3] - 1);
    }
}
