package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliveryReport;
import dev.linkspan.delivery.Outcome;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * 410 at an actor's own inbox is about that actor, and about our sender: GoToSocial answers so if either is deleted. So only
 * the relation of these two ends; whoever else of ours it follows finds out by itself. 410 at an inbox that several share is
 * about the server, and servers come back: PieFed answers so while it is closed, and an operator's mistake in a proxy looks the
 * same. There it takes three answers over three days with none taken in between.
 */
/** Followers whose inbox is gone are followers no longer. Hears what deliveries come to; works on a thread of its own. */
final class GoneFollowers implements DeliveryListener {

    /** So many answers of a shared inbox, over at least this time, mean it. */
    static final int ANSWERS = 3;

    static final Duration FOR = Duration.ofDays(3);

    /** How many reports wait; what is too much is dropped, for the next post brings the same answer. */
    private static final int WAITING = 1_000;

    /** Removed in one go: each is an act of its own. */
    private static final int PAGE = 500;

    private static final Logger log = LoggerFactory.getLogger(GoneFollowers.class);

    private final Follows follows;
    private final RelationListener application;
    private final Executor worker;
    private final InstantSource clock;

    /** Shared inboxes that answered 410. Forgotten when the process ends: then it takes three days more. */
    private final Cache<Inbox, Answers> doubtful =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Inbox(String authority, String address) {}

    private record Answers(Instant first, int number) {}

    /**
     * One that hears.
     *
     * @param worker runs one task after the other; may leave tasks out
     */
    GoneFollowers(Follows follows, RelationListener application, Executor worker, InstantSource clock) {
        this.follows = follows;
        this.application = application;
        this.worker = worker;
        this.clock = clock;
    }

    /** One daemon thread, which ends when nothing is to be done. */
    static ExecutorService worker() {
        ThreadPoolExecutor worker = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("linkspan-relations").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        worker.allowCoreThreadTimeOut(true);
        return worker;
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
            boolean own = followers.size() == 1 && followers.getFirst().inbox().equals(inbox.address());
            if (!followers.isEmpty() && (own || isGone(inbox))) {
                drop(local, inbox, followers);
            }
        } catch (RuntimeException e) {
            log.warn("whether {} is gone will be looked at again after the next post", LogText.of(inbox.address()), e);
        }
    }

    private List<FollowRelation> of(String local, Inbox inbox) {
        return follows.byInbox(Direction.FOLLOWER, local, inbox.authority(), inbox.address(), PAGE);
    }

    private boolean isGone(Inbox inbox) {
        Instant now = clock.instant();
        Answers answers = doubtful.asMap()
                .merge(inbox, new Answers(now, 1), (old, one) -> new Answers(old.first(), old.number() + 1));
        return answers.number() >= ANSWERS
                && Duration.between(answers.first(), now).compareTo(FOR) >= 0;
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
