package dev.linkspan.store;

import dev.linkspan.store.Lane.Replay;
import dev.linkspan.store.Lane.Target;
import dev.linkspan.store.Subscription.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How the subscriptions on an authority become its lane's target: one delivery per authority, whoever subscribes there. */
final class Targets {

    /** Earliest first; the actor makes the order total, so that every form of the store chooses the same. */
    static final Comparator<Subscription> EARLIEST = Comparator.comparing(Subscription::since)
            .thenComparing(Subscription::actor)
            .thenComparing(Subscription::style);

    private Targets() {}

    /**
     * The lane in agreement with the subscriptions on its authority.
     *
     * @param start where a target begins that was absent before; the cursor goes back there if it stands behind
     * @param control the offsets of its stragglers that are not for subscribers, and perhaps of more of that kind
     */
    static Lane retarget(Lane lane, Collection<Subscription> subscriptions, long start, Set<Long> control) {
        long since = lane.target().map(Target::since).orElse(start);
        Optional<Target> chosen = choose(subscriptions, since);
        LaneProgress progress = lane.progress();
        boolean goesBack = lane.target().isEmpty() && chosen.isPresent() && start < progress.cursor();
        return goesBack
                ? lane.with(
                        Replays.goingBack(progress, start, control),
                        chosen.get(),
                        new Replay(progress.cursor(), progress.cursor()))
                : lane.with(chosen);
    }

    /** The target that these subscriptions need, if any. */
    static Optional<Target> choose(Collection<Subscription> subscriptions, long since) {
        List<Subscription> publicStyle = accepted(subscriptions, Style.PUBLIC);
        if (!publicStyle.isEmpty()) {
            Subscription first = publicStyle.getFirst();
            return Optional.of(new Target(first.sharedInbox().orElse(first.inbox()), Style.PUBLIC, since));
        }
        List<Subscription> actorStyle = accepted(subscriptions, Style.ACTOR);
        if (actorStyle.isEmpty()) {
            return Optional.empty();
        }
        // Pleroma's relay wants its own inbox; only where that would be several deliveries the shared one serves all.
        String own = actorStyle.getFirst().inbox();
        String inbox = same(actorStyle, s -> Optional.of(s.inbox()))
                .or(() -> same(actorStyle, Subscription::sharedInbox))
                .orElse(own);
        return Optional.of(new Target(inbox, Style.ACTOR, since));
    }

    private static List<Subscription> accepted(Collection<Subscription> subscriptions, Style style) {
        return subscriptions.stream()
                .filter(s -> s.state() == State.ACCEPTED && s.style() == style)
                .sorted(EARLIEST)
                .toList();
    }

    /** The value that all have, if they do. */
    private static Optional<String> same(List<Subscription> all, Function<Subscription, Optional<String>> value) {
        Optional<String> first = value.apply(all.getFirst());
        return all.stream().allMatch(s -> value.apply(s).equals(first)) ? first : Optional.empty();
    }
}
