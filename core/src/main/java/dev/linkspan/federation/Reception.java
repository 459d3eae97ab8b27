package dev.linkspan.federation;

import dev.linkspan.delivery.Delivery;
import dev.linkspan.inbox.Authentication;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.InboxVerifier;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreException;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.LogText;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies what is posted to an inbox and appends it to the log; what becomes of it, the application's lane decides. */
final class Reception {

    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(60);
    private static final InboxReply RECEIVED = new InboxReply.Taken("accepted", "received");
    private static final InboxReply DUPLICATE = new InboxReply.Taken("ignored", "duplicate");

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
        String key = ReceivedKeys.of(verified, inbox);
        if (!verified.isWhole()) {
            return acceptPart(verified, envelope, key);
        }
        return switch (store.log().append(entry(verified, envelope, key))) {
            case AppendResult.Appended appended -> RECEIVED;
            case AppendResult.Duplicate duplicate ->
                countsAgain(verified, inbox) ? again(verified, envelope, key) : DUPLICATE;
        };
    }

    /** Under a key of its own: whoever brings a part first shall not keep out the whole. */
    private InboxReply acceptPart(VerifiedActivity verified, Envelope envelope, String key) {
        if (store.log().seen(key)) {
            return DUPLICATE;
        }
        return switch (store.log().append(entry(verified, envelope, ReceivedKeys.ofPart(key)))) {
            case AppendResult.Appended appended -> RECEIVED;
            case AppendResult.Duplicate duplicate -> DUPLICATE;
        };
    }

    /**
     * Whether what came before under its id may be said anew. Many servers make ids of what an activity is about, so that the
     * next one has the id of the last: then what is the same twice does no harm, and what is lost does.
     */
    private boolean countsAgain(VerifiedActivity verified, LocalInbox inbox) {
        if (verified.authentication() != Authentication.HTTP_SIGNATURE) {
            return false; // What others bring may be years old.
        }
        return switch (verified.activity()) {
            // Some ask again each day, or when they lost the answer; who keeps a follow whose Undo was lost answers as
            // before.
            case Follow a -> true;
            case Accept a -> true;
            case Reject a -> true;
            case Undo a -> a.published().isEmpty();
            case Activity a -> a.published().isEmpty() && store.log().seen(ReceivedKeys.ofUndoing(verified, inbox));
        };
    }

    private InboxReply again(VerifiedActivity verified, Envelope envelope, String key) {
        store.log().append(entry(verified, envelope.again(), key + " " + clock.instant()));
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
