package dev.linkspan.benchmarks;

import java.util.OptionalInt;

/** Which fake server has which loopback address. Subscribers come first, publishers from 127.200.0.1 on. */
record Addresses(int port) {

    private static final int PER_BLOCK = 250;
    private static final int FIRST_PUBLISHER = 200;

    String subscriber(int index) {
        return "127." + (1 + index / (PER_BLOCK * PER_BLOCK)) + "." + index / PER_BLOCK % PER_BLOCK + "."
                + (1 + index % PER_BLOCK) + ":" + port;
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
