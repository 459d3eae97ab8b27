package dev.linkspan.federation;

import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Relations that end though no activity says so. */
final class Relations implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Store store;
    private final ExecutorService worker = GoneFollowers.worker();
    private final GoneFollowers gone;
    private final BlockedHosts blocked;

    Relations(Store store, RelationListener application, ActorSight sight, InstantSource clock) {
        this.store = store;
        this.gone = new GoneFollowers(store.follows(), application, sight::look, worker, clock);
        this.blocked = new BlockedHosts(store.domainRules(), store.follows(), application, clock);
    }

    /** Wants to hear what deliveries come to. */
    DeliveryListener outcomes() {
        return gone;
    }

    Housekeeping.Chore chore() {
        return new Housekeeping.Chore("ending relations with blocked hosts", blocked::tidy);
    }

    int block(String host, String reason) {
        store.domainRules().put(new DomainRule(host, Kind.BLOCK, reason));
        return blocked.endRelations();
    }

    /** Waits a moment for what is under way: it may be at the store. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            boolean unused = worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
