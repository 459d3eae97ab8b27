package dev.linkspan.benchmarks;

import java.io.IOException;

/** What can befall a group of fake servers, and end. */
enum Trouble {
    NONE("all alive") {
        @Override
        void begin(Fleet fleet, int from, int to) {}
    },
    /** Their port refuses connections. */
    REFUSED("refusing") {
        @Override
        void begin(Fleet fleet, int from, int to) throws IOException {
            fleet.sinks().closeDoor(fleet.door(0));
        }

        @Override
        void end(Fleet fleet, int from, int to) throws IOException {
            fleet.sinks().reopenDoor(fleet.door(0));
        }
    },
    /** They read requests and never answer. */
    HANGING("hanging") {
        @Override
        void begin(Fleet fleet, int from, int to) {
            fleet.servers().behave(from, to, Manners.HANGS);
        }
    },
    /** They answer after two seconds. */
    SLOW("slow") {
        @Override
        void begin(Fleet fleet, int from, int to) {
            fleet.servers().behave(from, to, Manners.SLOW);
        }
    };

    private final String shown;

    Trouble(String shown) {
        this.shown = shown;
    }

    /** In tables and plots. */
    String shown() {
        return shown;
    }

    /** Befalls the subscribers from the first on, all of them in the first group of the fleet. */
    abstract void begin(Fleet fleet, int from, int to) throws IOException;

    void end(Fleet fleet, int from, int to) throws IOException {
        fleet.servers().behave(from, to, Manners.TAKES);
    }
}
