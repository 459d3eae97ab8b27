package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.client.HostBudget;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import dev.linkspan.vocab.Move;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody whom ours follow moves: they go on following the new account. Nobody is asked about the Moves of others, for strangers
 * send as many as they like. Each is a Follow, then an Undo, so that whoever is interrupted in between follows both and goes on
 * when the Move is handled again. Accounts that move to and fro are followed once in a while only.
 */
final class MoveRule {

    /** As Mastodon's: so long neither account moves on. Each Move costs a Follow and an Undo for each of ours. */
    static final Duration COOLDOWN = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(MoveRule.class);

    private final FederationAddresses addresses;
    private final Follows follows;
    private final MoveCheck check;
    private final MovePolicy policy;
    private final Function<String, LocalAccount> accounts;
    private final InstantSource clock;

    /** Of the old account's. Each Move is two fetches, which take a place that other activities wait for. */
    private final HostBudget hosts;

    /** Both ends of the latest Moves, in memory: who wears us out between two starts has not done much. */
    private final Cache<String, Done> moved =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /** A Move; its id alone says nothing, as its maker may use it again. */
    private record Step(String from, String to, String activityId) {}

    /**
     * A Move that both accounts told of.
     *
     * @param isOver whether everybody has followed
     */
    private record Done(Step step, Instant at, boolean isOver) {}

    /**
     * The rule.
     *
     * @param accounts our actors by handle
     */
    MoveRule(
            FederationAddresses addresses,
            Follows follows,
            MoveCheck check,
            MovePolicy policy,
            Function<String, LocalAccount> accounts,
            InstantSource clock) {
        this.addresses = addresses;
        this.follows = follows;
        this.check = check;
        this.policy = policy;
        this.accounts = accounts;
        this.clock = clock;
        // Three at once, then three in a minute.
        this.hosts = new HostBudget(0.05, 3, clock);
    }

    /**
     * What comes of a Move.
     *
     * @param from who sent it: proven
     * @return the effect: none if nobody follows, and so nobody was asked; empty if the move is not confirmed or comes too soon,
     *     so that nobody shall hear of it
     */
    Optional<Effect> moved(Move move, String from, String activityId) throws RetryLaterException {
        Optional<String> to = move.ids("target").stream().findFirst();
        if (to.isEmpty()) {
            log.info("a Move of {} is left aside: it has no target", LogText.of(from));
            return Optional.empty();
        }
        if (follows.of(Direction.FOLLOWING, from).stream().noneMatch(MoveRule::isAccepted)) {
            return Optional.of(Effect.NONE);
        }
        Step step = new Step(from, to.get(), activityId);
        if (isTooSoon(step)) {
            log.info("a Move of {} is left aside: it comes too soon", LogText.of(from));
            return Optional.empty();
        }
        if (!hosts.take(Authority.of(from).map(Authority::toString).orElse(from))) {
            throw new RetryLaterException("too many Moves of accounts of one server just now");
        }
        return checked(step);
    }

    private Optional<Effect> checked(Step step) throws RetryLaterException {
        return switch (check.check(step.from(), step.to())) {
            case MoveCheck.Verdict.Unknown unknown -> throw new RetryLaterException(unknown.detail());
            case MoveCheck.Verdict.Fails fails -> {
                log.info("a Move that is none: {}", fails.detail());
                yield Optional.empty();
            }
            case MoveCheck.Verdict.Holds holds -> {
                remember(step, false);
                follow(step.from(), step.to());
                remember(step, true);
                yield Optional.of(Effect.MOVED);
            }
        };
    }

    private void remember(Step step, boolean isOver) {
        Done done = new Done(step, clock.instant(), isOver);
        moved.put(step.from(), done);
        moved.put(step.to(), done);
    }

    /** The same Move comes again if it failed half way. */
    private boolean isTooSoon(Step step) {
        Done last = moved.getIfPresent(step.from());
        return last != null
                && (last.isOver() || !last.step().equals(step))
                && last.at().plus(COOLDOWN).isAfter(clock.instant());
    }

    private static boolean isAccepted(FollowRelation relation) {
        return relation.state() == State.ACCEPTED;
    }

    private void follow(String from, String to) throws RetryLaterException {
        for (FollowRelation relation : follows.of(Direction.FOLLOWING, from)) {
            Optional<String> handle = addresses.handleOf(relation.local());
            if (isAccepted(relation) && handle.isPresent() && policy.follows(handle.get(), from, to)) {
                follow(accounts.apply(handle.get()), from, to);
            }
        }
    }

    private static void follow(LocalAccount account, String from, String to) throws RetryLaterException {
        try {
            if (!account.id().equals(to)) {
                account.follow(to);
            }
            account.unfollow(from);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RetryLaterException(String.valueOf(e.getMessage()));
        }
    }
}
