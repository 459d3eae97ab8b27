package dev.linkspan.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The demo's counts. */
final class DemoTally {

    private final List<Double> latencies = new ArrayList<>();
    private int published;
    private int expected;
    private int unexpected;
    private int forgeries;
    private int refusedForgeries;

    void published(int deliveries) {
        published++;
        expected += deliveries;
    }

    void received(double millis) {
        latencies.add(millis);
    }

    void unexpected() {
        unexpected++;
    }

    void forgery(boolean refused) {
        forgeries++;
        refusedForgeries += refused ? 1 : 0;
    }

    int publishedCount() {
        return published;
    }

    int expectedCount() {
        return expected;
    }

    int receivedCount() {
        return latencies.size();
    }

    int lostCount() {
        return expected - latencies.size();
    }

    int unexpectedCount() {
        return unexpected;
    }

    int refusedForgeryCount() {
        return refusedForgeries;
    }

    /** The latency that this share of deliveries did not exceed, in milliseconds; 0 without any. */
    double percentileMillis(double share) {
        if (latencies.isEmpty()) {
            return 0;
        }
        List<Double> sorted = new ArrayList<>(latencies);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    boolean isGood() {
        return published > 0 && lostCount() == 0 && unexpected == 0 && refusedForgeries == forgeries;
    }
}
