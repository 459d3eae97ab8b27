package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * Makes one attempt: finds the body, signs, posts, knocks a second time if the signature was refused, judges the answer.
 * Whatever happens, the attempt ends exactly once.
 */
final class Attempts {

    private final LogTail tail;
    private final DeliveryRequests requests;
    private final DoubleKnock knocks;
    private final Transport transport;
    private final OutcomeRules rules;
    private final Executor signers;
    private final InstantSource clock;
    private final Ended ended;

    /** Hears how attempts end. */
    interface Ended {
        /**
         * An attempt came to something.
         *
         * @param took from sending the last request to its answer
         * @param forInbox whether it went to where subscribers' entries go
         */
        void ended(LaneHandle lane, Slot slot, Outcome outcome, Duration took, boolean forInbox, Instant now);

        /** The attempt waits for no signature any more: it is sent, or over. */
        void signed();

        /** The attempt goes on with a second request: the first was answered with this status. */
        void secondKnock(LaneHandle lane, Slot slot, Knock first, int status, Knock second);

        /** The entry does not concern the lane any more; nothing was sent. */
        void withdrawn(LaneHandle lane, Slot slot);
    }

    /**
     * What one attempt sends, whichever way it is signed.
     *
     * @param with what goes with it besides what every post has
     * @param key the key that signs, in either scheme
     * @param forInbox whether it goes to where subscribers' entries go
     * @param began when the attempt began
     */
    private record Post(
            LaneHandle lane,
            Slot slot,
            URI inbox,
            Body body,
            BodyDigest digest,
            Fields with,
            SigningKey key,
            boolean forInbox,
            Instant began) {

        KnockHistory history() {
            synchronized (lane) {
                return slot.knocks;
            }
        }
    }

    Attempts(
            LogTail tail,
            DeliveryRequests requests,
            DoubleKnock knocks,
            Transport transport,
            OutcomeRules rules,
            Executor signers,
            InstantSource clock,
            Ended ended) {
        this.tail = tail;
        this.requests = requests;
        this.knocks = knocks;
        this.transport = transport;
        this.rules = rules;
        this.signers = signers;
        this.clock = clock;
        this.ended = ended;
    }

    void start(LaneHandle lane, Slot slot) {
        try {
            signers.execute(() -> {
                try {
                    attempt(lane, slot);
                } finally {
                    ended.signed();
                }
            });
        } catch (RuntimeException e) {
            ended.signed();
            ownFault(lane, slot, e);
        }
    }

    private void attempt(LaneHandle lane, Slot slot) {
        if (!lane.maySend()) {
            notOurs(lane, slot);
            return;
        }
        Post post;
        Knock first;
        SigningKey key;
        try {
            key = requests.key(lane.authority, slot.sender);
        } catch (IllegalArgumentException e) {
            giveUp(lane, slot, "no key to sign with: " + e.getMessage());
            return;
        } catch (RuntimeException | Error e) {
            ownFault(lane, slot, e);
            return;
        }
        try {
            Optional<TailEntry> found = tail.find(slot.offset);
            if (found.isEmpty()) {
                giveUp(lane, slot, "no longer in the log");
                return;
            }
            TailEntry entry = found.get();
            Optional<Destination> destination = Destination.of(entry.entry(), lane.lane);
            if (destination.isEmpty()) {
                ended.withdrawn(lane, slot);
                return;
            }
            Destination to = destination.get();
            Optional<Body> body = entry.body(to.form());
            if (body.isEmpty()) {
                giveUp(lane, slot, "the entry has no body of the form " + to.form());
                return;
            }
            URI inbox = lane.address(to.inbox());
            BodyDigest digest = entry.digest(to.form(), body.get());
            Fields with = with(lane, entry, to);
            post = new Post(
                    lane, slot, inbox, body.get(), digest, with, key, lane.isInbox(to.inbox()), clock.instant());
            first = post.history().first(knocks, inbox);
        } catch (URISyntaxException | IllegalArgumentException e) {
            giveUp(lane, slot, "the inbox is no address: " + e.getMessage());
            return;
        } catch (RuntimeException | Error e) {
            ownFault(lane, slot, e);
            return;
        }
        send(post, first, requests.deadline(), (exchange, took) -> firstAnswer(post, first, exchange, took));
    }

    private Fields with(LaneHandle lane, TailEntry entry, Destination to) {
        try {
            return requests.more(entry, lane.authority, to.inbox());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("what was to go with the entry", e); // none of the inbox's fault
        }
    }

    /** On a thread of the transport, so nothing is computed here. */
    private void firstAnswer(Post post, Knock first, Exchange exchange, Duration took) {
        Knocks.Once once = new Knocks.Once(first, exchange);
        if (!(exchange instanceof Exchange.Answered answered)) {
            end(post, once, took);
            return;
        }
        try {
            if (knocks.callsForSecond(answered) && post.history().maySecond(knocks, post.inbox())) {
                signers.execute(() -> secondKnock(post, first, answered, took));
                return;
            }
        } catch (RejectedExecutionException e) {
            // We are closing: the first answer is the last.
        } catch (RuntimeException | Error e) {
            ownFault(post.lane(), post.slot(), e);
            return;
        }
        end(post, once, took);
    }

    private void secondKnock(Post post, Knock first, Exchange.Answered refusal, Duration refusalTook) {
        Duration left = left(post);
        if (!left.isPositive() || !post.lane().maySend()) {
            end(post, new Knocks.Once(first, refusal), refusalTook);
            return;
        }
        Knock second;
        try {
            second = requests.second(knocks, first, refusal, post.inbox(), post.key());
        } catch (RuntimeException | Error e) {
            ownFault(post.lane(), post.slot(), e);
            return;
        }
        ended.secondKnock(post.lane(), post.slot(), first, refusal.status(), second);
        send(post, second, left, (exchange, took) -> {
            if (KnockHistory.isUnsent(exchange)) {
                end(post, new Knocks.Once(first, refusal), refusalTook);
                return;
            }
            if (exchange instanceof Exchange.Answered answered && answered.status() / 100 == 2) {
                knocks.taken(post.inbox(), second);
            }
            end(post, new Knocks.Twice(first, refusal, second, exchange), took);
        });
    }

    /** Signs on this thread and sends; the answer comes on one of the transport's. */
    private void send(Post post, Knock knock, Duration within, BiConsumer<Exchange, Duration> answer) {
        OutgoingRequest request;
        try {
            request = requests.post(
                    post.inbox(), post.body(), post.digest(), post.with(), post.key(), knock, within, clock.instant());
        } catch (IllegalArgumentException e) {
            giveUp(post.lane(), post.slot(), "the inbox is no address: " + e.getMessage());
            return;
        } catch (RuntimeException | Error e) {
            ownFault(post.lane(), post.slot(), e);
            return;
        }
        if (!post.lane().maySend()) {
            notOurs(post.lane(), post.slot()); // finding the body or signing took too long
            return;
        }
        try {
            Instant sent = clock.instant();
            var unused = transport.send(request).whenComplete((exchange, fault) -> {
                if (fault != null) {
                    lost(post, knock, fault);
                } else {
                    answer.accept(exchange, Duration.between(sent, clock.instant()));
                }
            });
        } catch (RuntimeException | Error e) {
            lost(post, knock, e);
        }
    }

    /** The transport failed us: nobody knows how far the request came. */
    private void lost(Post post, Knock knock, Throwable fault) {
        Exchange unknown = new Exchange.Failed(Exchange.Failure.PROTOCOL, "our own fault");
        remember(post, new Knocks.Once(knock, unknown));
        ownFault(post.lane(), post.slot(), fault);
    }

    private void end(Post post, Knocks made, Duration took) {
        Instant now = clock.instant();
        Outcome outcome;
        try {
            outcome = outcome(post, made, now);
        } catch (RuntimeException | Error e) {
            ownFault(post.lane(), post.slot(), e); // nobody above us would hear of it
            return;
        }
        ended.ended(post.lane(), post.slot(), outcome, took, post.forInbox(), now);
    }

    private Outcome outcome(Post post, Knocks made, Instant now) {
        remember(post, made);
        LaneHandle lane = post.lane();
        if (made.counting() instanceof Exchange.Answered answered && answered.status() == 401) {
            requests.refused(lane.authority, post.key());
        }
        int attempt;
        synchronized (lane) {
            attempt = lane.sender.attempt(post.slot());
        }
        return rules.judge(made, attempt, now);
    }

    private void remember(Post post, Knocks made) {
        KnockHistory history = post.history().after(made, knocks, post.inbox());
        synchronized (post.lane()) {
            post.slot().knocks = history;
        }
    }

    /** What is left of the attempt's time. A clock that was set back gives no more than all of it. */
    private Duration left(Post post) {
        Duration spent = Duration.between(post.began(), clock.instant());
        return spent.isNegative() ? requests.deadline() : requests.deadline().minus(spent);
    }

    private void giveUp(LaneHandle lane, Slot slot, String reason) {
        ended.ended(lane, slot, new Outcome.GaveUp(reason), Duration.ZERO, false, clock.instant());
    }

    private void notOurs(LaneHandle lane, Slot slot) {
        Instant now = clock.instant();
        Outcome outcome = OutcomeRules.ownFault("another node may serve the lane", now);
        ended.ended(lane, slot, outcome, Duration.ZERO, false, now);
    }

    private void ownFault(LaneHandle lane, Slot slot, Throwable fault) {
        Instant now = clock.instant();
        ended.ended(lane, slot, OutcomeRules.ownFault("our own fault: " + fault, now), Duration.ZERO, false, now);
    }
}
