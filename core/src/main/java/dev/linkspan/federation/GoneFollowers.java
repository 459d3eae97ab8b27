package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliveryReport;
import dev.linkspan.delivery.Outcome;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.federation.ActorSight.Sighting;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * 410 is about the actor, or about our sender: GoToSocial answers so if either is deleted. Or about nothing: PieFed answers so
 * while it is closed, and so does a proxy that somebody configured wrongly. So it takes three answers over three days, with none
 * taken in between. At an inbox that an actor calls its own it takes two over an hour if the actor's document is gone as well: a
 * proxy may be wrong about that, too, but not for long. Only the relation with who sent ends; whoever else of ours is followed
 * finds out by itself.
 */
/** Followers whose inbox is gone are followers no longer. Hears what deliveries come to; works on a thread of its own. */
final class GoneFollowers implements DeliveryListener {

    /** So many answers, over at least this time, mean it. */
    static final int ANSWERS = 3;

    static final Duration FOR = Duration.ofDays(3);

    /** So many do, over at least this time, if the actor's document is gone as well. */
    static final int ANSWERS_OF_BOTH = 2;

    static final Duration FOR_BOTH = Duration.ofHours(1);

    /** Removed in one go: each is an act of its own. */
    private static final int PAGE = 500;

    private static final Logger log = LoggerFactory.getLogger(GoneFollowers.class);

    private final Follows follows;
    private final RelationListener application;
    private final Function<String, Sighting> sight;
    private final Executor worker;
    private final InstantSource clock;

    /** Inboxes that answered 410. Forgotten when the process ends: then it takes three days more. */
    private final Cache<Inbox, Answers> doubtful =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Inbox(String authority, String address) {}

    private record Answers(Instant first, int number) {

        boolean are(int least, Duration over, Instant now) {
            return number >= least && Duration.between(first, now).compareTo(over) >= 0;
        }
    }

    /**
     * One that hears.
     *
     * @param sight looks at an actor by its id, as often as it likes
     * @param worker runs one task after the other; may leave tasks out
     */
    GoneFollowers(
            Follows follows,
            RelationListener application,
            Function<String, Sighting> sight,
            Executor worker,
            InstantSource clock) {
        this.follows = follows;
        this.application = application;
        this.sight = sight;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public void onOutcome(DeliveryReport report) {
        switch (report.outcome()) {
            case Outcome.Gone gone -> worker.execute(() -> gone(report));
            case Outcome.Delivered delivered -> {
                if (doubtful.estimatedSize() > 0) {
                    report.inbox().ifPresent(inbox -> doubtful.invalidate(new Inbox(report.authority(), inbox)));
                }
            }
            case Outcome.RetryAt later -> {}
            case Outcome.Refused refused -> {}
            case Outcome.GaveUp gaveUp -> {}
        }
    }

    private void gone(DeliveryReport report) {
        if (report.sender().isEmpty() || report.inbox().isEmpty()) {
            return;
        }
        String local = report.sender().get();
        Inbox inbox = new Inbox(report.authority(), report.inbox().get());
        try {
            List<FollowRelation> followers = of(local, inbox);
            if (followers.isEmpty()) {
                return;
            }
            Answers answers = count(inbox);
            followers.stream()
                    .filter(follower -> follower.inbox().equals(inbox.address()))
                    .forEach(follower -> look(follower, answers));
            if (answers.are(ANSWERS, FOR, clock.instant())) {
                drop(local, inbox, of(local, inbox));
            }
        } catch (RuntimeException e) {
            log.warn("whether {} is gone will be looked at again after the next post", LogText.of(inbox.address()), e);
        }
    }

    private List<FollowRelation> of(String local, Inbox inbox) {
        return follows.byInbox(Direction.FOLLOWER, local, inbox.authority(), inbox.address(), PAGE);
    }

    private Answers count(Inbox inbox) {
        return doubtful.asMap()
                .merge(
                        inbox,
                        new Answers(clock.instant(), 1),
                        (old, one) -> new Answers(old.first(), old.number() + 1));
    }

    /** At an actor whose own inbox it is. */
    private void look(FollowRelation follower, Answers answers) {
        switch (sight.apply(follower.remote())) {
            case Sighting.Gone gone -> {
                if (answers.are(ANSWERS_OF_BOTH, FOR_BOTH, clock.instant())) {
                    drop(follower);
                }
            }
            case Sighting.Here here -> readdress(follower, here.actor());
            case Sighting.Unknown unknown -> {}
        }
    }

    private void readdress(FollowRelation follower, RemoteActor actor) {
        FollowRelation now = follower.with(actor.inbox(), actor.sharedInbox());
        if (!now.equals(follower) && follows.put(Optional.of(follower), now, List.of())) {
            log.info("{} has its inbox elsewhere now", LogText.of(follower.remote()));
        }
    }

    private void drop(String local, Inbox inbox, List<FollowRelation> first) {
        List<FollowRelation> followers = first;
        boolean some = true;
        while (some && !followers.isEmpty()) {
            some = false;
            for (FollowRelation follower : followers) {
                some |= drop(follower);
            }
            followers = of(local, inbox);
        }
    }

    /** Whether it was still as it was found. */
    private boolean drop(FollowRelation follower) {
        if (!follows.remove(follower, List.of())) {
            return false;
        }
        log.info("{} follows {} no longer: its inbox is gone", LogText.of(follower.remote()), follower.local());
        try {
            application.onGone(follower);
        } catch (RuntimeException e) {
            log.warn("a listener failed on a follower that is gone", e);
        }
        return true;
    }
}
