package dev.linkspan.federation;

import dev.linkspan.delivery.Delivery;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.InboxVerifier;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreException;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies what is posted to an inbox and appends it to the log; what becomes of it, the application's lane decides. */
final class Reception {

    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(60);

    private final InboxVerifier verifier;
    private final Store store;
    private final Delivery delivery;
    private final UnverifiedListener unverified;
    private final InstantSource clock;

    Reception(
            InboxVerifier verifier,
            Store store,
            Delivery delivery,
            UnverifiedListener unverified,
            InstantSource clock) {
        this.verifier = verifier;
        this.store = store;
        this.delivery = delivery;
        this.unverified = unverified;
        this.clock = clock;
    }

    /** Takes a request to an inbox. Blocks until it is durable. */
    InboxReply receive(InboxRequest request, LocalInbox inbox) {
        try {
            return switch (verifier.verify(request)) {
                case InboxResult.Refused refused -> refuse(request, refused);
                case InboxResult.Ignored ignored -> new InboxReply.Taken("ignored", ignored.reason());
                case InboxResult.Verified verified -> accept(request, verified.activity(), inbox);
            };
        } catch (StoreException e) {
            // Not accepted, since not durable: the sender keeps it and comes again.
            log.error("the store failed; the sender is asked to come again", e);
            return new InboxReply.Refused(new InboxResult.Refused(
                    Refusal.OVERLOADED,
                    "this server cannot store anything at the moment",
                    Optional.of(STORE_PATIENCE)));
        }
    }

    private InboxReply accept(InboxRequest request, VerifiedActivity verified, LocalInbox inbox) {
        delivery.inboundFrom(verified.supplier().toString());
        if (store.domainRules().isBlocked(verified.origin().host())) {
            // Blocked while it was being verified.
            return refuse(
                    request,
                    new InboxResult.Refused(Refusal.BLOCKED, verified.origin().host() + " is blocked"));
        }
        Optional<String> refusal = OriginRules.refusal(verified.activity(), verified.actor());
        if (refusal.isPresent()) {
            return refuse(request, new InboxResult.Refused(Refusal.ORIGIN_MISMATCH, refusal.get()));
        }
        Envelope envelope = Envelope.of(verified, inbox.handle());
        return switch (store.log().append(entry(verified, envelope, ReceivedKeys.of(verified, inbox)))) {
            case AppendResult.Appended appended -> new InboxReply.Taken("accepted", "received");
            case AppendResult.Duplicate duplicate -> again(verified, envelope, duplicate);
        };
    }

    /** Some servers ask to follow under the same id again, each day or when they lost the answer. */
    private InboxReply again(VerifiedActivity verified, Envelope envelope, AppendResult.Duplicate duplicate) {
        if (!(verified.activity() instanceof Follow)) {
            return new InboxReply.Taken("ignored", "duplicate");
        }
        store.log().append(entry(verified, envelope.again(), duplicate.key() + " " + clock.instant()));
        return new InboxReply.Taken("accepted", "repeated");
    }

    private NewEntry entry(VerifiedActivity verified, Envelope envelope, String key) {
        Activity activity = verified.activity();
        return new NewEntry(
                key,
                verified.id(),
                activity.typeName(),
                OrderKeys.of(activity, verified.id(), verified.actor()),
                envelope.audience(),
                Optional.of(verified.body()),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }

    private InboxReply refuse(InboxRequest request, InboxResult.Refused refused) {
        log.info(
                "refused a request from {}: {}, {}",
                request.client(),
                refused.code().code(),
                LogText.of(refused.detail()));
        return switch (answer(request, refused)) {
            case REFUSE -> new InboxReply.Refused(refused);
            case TAKE -> new InboxReply.Taken("ignored", "unverified");
        };
    }

    private UnverifiedListener.Answer answer(InboxRequest request, InboxResult.Refused refused) {
        try {
            return unverified.receive(request, refused);
        } catch (RuntimeException e) {
            log.warn("the listener to unverified activities failed", e);
            return UnverifiedListener.Answer.REFUSE;
        }
    }
}
