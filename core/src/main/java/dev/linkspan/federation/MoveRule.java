package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
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
 * Somebody whom ours follow moves: they go on following the new account. Each is a Follow, then an Undo, so that whoever is
 * interrupted in between follows both and goes on when the Move is handled again. Accounts that move to and fro are followed once in
 * a while only.
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

    /** Both ends of the latest Moves, in memory: who wears us out between two starts has not done much. */
    private final Cache<String, Done> moved =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Done(String activityId, Instant at) {}

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
    }

    /** The effect; empty if the move is not confirmed or comes too soon, so that nobody shall hear of it. */
    Optional<Effect> moved(Move move, Inbound<?> inbound) throws RetryLaterException {
        String from = inbound.actor();
        Optional<String> to = move.ids("target").stream().findFirst();
        if (to.isEmpty() || isTooSoon(from, inbound.id())) {
            log.info("a Move of {} is left aside: it has no target, or comes too soon", LogText.of(from));
            return Optional.empty();
        }
        return switch (check.check(from, to.get())) {
            case MoveCheck.Verdict.Unknown unknown -> throw new RetryLaterException(unknown.detail());
            case MoveCheck.Verdict.Fails fails -> {
                log.info("a Move that is none: {}", fails.detail());
                yield Optional.empty();
            }
            case MoveCheck.Verdict.Holds holds -> {
                Done done = new Done(inbound.id(), clock.instant());
                moved.put(from, done);
                moved.put(to.get(), done);
                follow(from, to.get());
                yield Optional.of(Effect.MOVED);
            }
        };
    }

    /** The same Move may come again, for it failed half way. */
    private boolean isTooSoon(String from, String activityId) {
        Done last = moved.getIfPresent(from);
        return last != null
                && !last.activityId().equals(activityId)
                && last.at().plus(COOLDOWN).isAfter(clock.instant());
    }

    private void follow(String from, String to) throws RetryLaterException {
        for (FollowRelation relation : follows.of(from)) {
            Optional<String> handle = addresses.handleOf(relation.local());
            boolean follows = relation.direction() == Direction.FOLLOWING && relation.state() == State.ACCEPTED;
            if (follows && handle.isPresent() && policy.follows(handle.get(), from, to)) {
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
