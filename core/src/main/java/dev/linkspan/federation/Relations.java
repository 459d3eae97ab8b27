package dev.linkspan.federation;

import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import java.time.InstantSource;

/** Relations that end though no activity says so. */
final class Relations implements AutoCloseable {

    private final Store store;
    /** What is too much for it is left out: the next post brings the same answer. */
    private final SpareThreads worker = new SpareThreads("linkspan-relations-", 1);

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

    @Override
    public void close() {
        worker.close();
    }
}
