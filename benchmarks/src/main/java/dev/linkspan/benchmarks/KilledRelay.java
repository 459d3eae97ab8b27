package dev.linkspan.benchmarks;

import java.io.IOException;

/** A relay that is killed and started again on the same folder and port. Thread-safe. */
final class KilledRelay {

    private final RelayProcess.Command command;
    private RelayProcess process;
    private int kills;
    private boolean up = true;

    KilledRelay(RelayProcess.Command command) throws IOException, InterruptedException {
        this.command = command;
        this.process = RelayProcess.start(command);
    }

    /** Kills it, counts what it had sent as its last life's, and starts it again. */
    void killAndRestart(Fleet fleet) throws IOException, InterruptedException {
        down();
        process().kill();
        kills++;
        restart(fleet);
    }

    /** Stops it in good order and starts it again. */
    void stopAndRestart(Fleet fleet) throws IOException, InterruptedException {
        down();
        process().stop();
        restart(fleet);
    }

    private void restart(Fleet fleet) throws IOException, InterruptedException {
        fleet.sinks().runWhenDrained(fleet.ledger()::nextLife);
        RelayProcess next = RelayProcess.start(command);
        synchronized (this) {
            process = next;
            up = true;
            notifyAll();
        }
    }

    private synchronized void down() {
        up = false;
    }

    private synchronized RelayProcess process() {
        return process;
    }

    /** Waits while it is down. */
    synchronized void awaitUp() throws InterruptedException {
        while (!up) {
            wait();
        }
    }

    /** Stops it in good order. */
    void stop() throws InterruptedException {
        process().stop();
    }

    int kills() {
        return kills;
    }
}
