package dev.linkspan.delivery;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes one attempt: finds the body, signs, posts, judges the answer. Whatever happens, the attempt ends exactly once. */
final class Attempts {

    private final LogTail tail;
    private final DeliveryRequests requests;
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
         * @param forInbox whether it went to where subscribers' entries go
         */
        void ended(LaneHandle lane, Slot slot, Outcome outcome, boolean forInbox, Instant now);

        /** The entry does not concern the lane any more; nothing was sent. */
        void withdrawn(LaneHandle lane, Slot slot);
    }

    Attempts(
            LogTail tail,
            DeliveryRequests requests,
            Transport transport,
            OutcomeRules rules,
            Executor signers,
            InstantSource clock,
            Ended ended) {
        this.tail = tail;
        this.requests = requests;
        this.transport = transport;
        this.rules = rules;
        this.signers = signers;
        this.clock = clock;
        this.ended = ended;
    }

    void start(LaneHandle lane, Slot slot) {
        try {
            signers.execute(() -> attempt(lane, slot));
        } catch (RuntimeException e) {
            ownFault(lane, slot, e);
        }
    }

    private void attempt(LaneHandle lane, Slot slot) {
        OutgoingRequest request;
        boolean forInbox;
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
            URI inbox = new URI(to.inbox());
            forInbox = lane.isInbox(to.inbox());
            request = requests.post(inbox, body.get(), entry.digest(to.form(), body.get()), clock.instant());
        } catch (URISyntaxException | IllegalArgumentException e) {
            giveUp(lane, slot, "the inbox is no address: " + e.getMessage());
            return;
        } catch (RuntimeException | Error e) {
            ownFault(lane, slot, e);
            return;
        }
        send(lane, slot, request, forInbox);
    }

    private void send(LaneHandle lane, Slot slot, OutgoingRequest request, boolean forInbox) {
        try {
            var unused = transport.send(request).whenComplete((exchange, fault) -> {
                if (fault != null) {
                    ownFault(lane, slot, fault);
                } else {
                    judge(lane, slot, exchange, forInbox);
                }
            });
        } catch (RuntimeException | Error e) {
            ownFault(lane, slot, e);
        }
    }

    private void judge(LaneHandle lane, Slot slot, Exchange exchange, boolean forInbox) {
        Instant now = clock.instant();
        int attempt;
        synchronized (lane) {
            attempt = lane.sender.attempt(slot);
        }
        ended.ended(lane, slot, rules.judge(exchange, attempt, now), forInbox, now);
    }

    private void giveUp(LaneHandle lane, Slot slot, String reason) {
        ended.ended(lane, slot, new Outcome.GaveUp(reason), false, clock.instant());
    }

    private void ownFault(LaneHandle lane, Slot slot, Throwable fault) {
        Instant now = clock.instant();
        ended.ended(lane, slot, OutcomeRules.ownFault("our own fault: " + fault, now), false, now);
    }
}
