package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.delivery.DeliveryStatus.LaneStatus;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.Store;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the lanes stand: our own as we know them, those of other nodes as these last wrote them down. */
final class LaneStatuses {

    private final Store store;
    private final LaneRegistry lanes;
    private final LogTail tail;
    private final DoubleKnock knocks;
    private final String node;

    LaneStatuses(Store store, LaneRegistry lanes, LogTail tail, DoubleKnock knocks, String node) {
        this.store = store;
        this.lanes = lanes;
        this.tail = tail;
        this.knocks = knocks;
        this.node = node;
    }

    /** Blocks where other nodes have lanes. */
    List<LaneStatus> all() {
        List<LaneStatus> all = new ArrayList<>();
        for (LaneHandle lane : lanes.all()) {
            all.add(own(lane));
        }
        if (store.leases().isShared()) {
            Map<String, String> holders = store.leases().holders();
            for (Lane lane : store.lanes().all()) {
                if (lanes.find(lane.authority()).isEmpty()) {
                    all.add(other(lane, Optional.ofNullable(holders.get(lane.authority()))));
                }
            }
        }
        return all;
    }

    private LaneStatus own(LaneHandle lane) {
        synchronized (lane) {
            LaneHealth health = lane.sender.health();
            return new LaneStatus(
                    lane.authority,
                    lane.lane.target(),
                    lane.sender.cursor(),
                    lag(lane.sender.cursor()),
                    lane.sender.stragglers(),
                    lane.sender.inFlight(),
                    health.failures(),
                    health.health(),
                    health.pausedUntil(),
                    health.lastSuccess(),
                    lane.lastOutcome,
                    lane.lane.target().flatMap(this::scheme),
                    lane.skipped,
                    Optional.of(node));
        }
    }

    private LaneStatus other(Lane lane, Optional<String> holder) {
        LaneProgress progress = lane.progress();
        return new LaneStatus(
                lane.authority(),
                lane.target(),
                progress.cursor(),
                lag(progress.cursor()),
                progress.stragglers().size(),
                0,
                progress.failures(),
                progress.health(),
                progress.nextAttempt(),
                progress.lastSuccess(),
                Optional.empty(),
                lane.target().flatMap(this::scheme),
                0,
                holder);
    }

    private long lag(long cursor) {
        return Math.max(0, tail.end() - cursor);
    }

    private Optional<SignatureScheme> scheme(Lane.Target target) {
        try {
            return Optional.of(knocks.first(new URI(target.inbox())).scheme());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
