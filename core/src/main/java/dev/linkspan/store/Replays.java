package dev.linkspan.store;

import dev.linkspan.store.Lane.Replay;
import dev.linkspan.store.Lane.Target;
import dev.linkspan.store.LaneProgress.Straggler;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a lane goes back, alike in every form of the store. */
final class Replays {

    private Replays() {}

    /** Why a lane cannot replay at all, if so. */
    static Optional<ReplayResult> refusal(Optional<Lane> lane) {
        if (lane.flatMap(Lane::target).isEmpty()) {
            return Optional.of(new ReplayResult.NotSubscribed());
        }
        return lane.flatMap(Lane::replay).isPresent() ? Optional.of(new ReplayResult.UnderWay()) : Optional.empty();
    }

    /**
     * The lane standing before the span; empty if the span holds nothing that it has dealt with.
     *
     * @param control the offsets of its stragglers that are not for subscribers, and perhaps of more of that kind
     */
    static Optional<Lane> rewound(Lane lane, long before, long last, Set<Long> control) {
        LaneProgress progress = lane.progress();
        Target target = lane.target().orElseThrow();
        long asked = Math.min(last, progress.cursor());
        if (before >= asked) {
            return Optional.empty();
        }
        // Stragglers behind the span would overtake those within it, which are read again: the span grows to hold them.
        // Those beyond the cursor are read again anyway.
        long until = progress.stragglers().stream()
                .mapToLong(Straggler::offset)
                .filter(offset -> offset <= progress.cursor() && !control.contains(offset))
                .reduce(asked, Math::max);
        return Optional.of(lane.with(
                goingBack(progress, before, control),
                new Target(target.inbox(), target.style(), Math.min(target.since(), before)),
                new Replay(until, progress.cursor())));
    }

    /** Standing there, in nobody's hands. What is read again from there is no straggler any more, or it would be sent twice. */
    static LaneProgress goingBack(LaneProgress progress, long before, Set<Long> control) {
        // Control messages are not read again, so those that are still to be delivered stay what they are.
        List<Straggler> apart = progress.stragglers().stream()
                .filter(s -> s.offset() <= before || (s.offset() <= progress.cursor() && control.contains(s.offset())))
                .toList();
        return progress.under(progress.lease() + 1, before, apart);
    }
}
