package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.delivery.ApplicationLane;
import dev.linkspan.delivery.Handled;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience;
import dev.linkspan.store.DeadLetter;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a received activity: first what a federation does by itself, then the application's listeners. */
final class ApplicationWork implements ApplicationLane {

    private static final Logger log = LoggerFactory.getLogger(ApplicationWork.class);

    private final Store store;
    private final RelationRules relations;
    private final ForwardingRule forwarding;
    private final Outbox outbox;
    private final Listeners listeners;
    private final Optional<Reconciliation> reconciliation;
    private final InstantSource clock;
    private final Federation federation;

    /** What entries have had for an effect whose listeners are not through. As many as may wait beside the cursor. */
    private final Cache<Long, Effect> effects =
            Caffeine.newBuilder().maximumSize(2_000).build();

    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    ApplicationWork(
            Store store,
            RelationRules relations,
            ForwardingRule forwarding,
            Outbox outbox,
            Listeners listeners,
            Optional<Reconciliation> reconciliation,
            InstantSource clock,
            Federation federation) {
        this.store = store;
        this.relations = relations;
        this.forwarding = forwarding;
        this.outbox = outbox;
        this.listeners = listeners;
        this.reconciliation = reconciliation;
        this.clock = clock;
        this.federation = federation;
    }

    /** The federation is whole: what waited for it is handled from now on. */
    void begin() {
        ready.complete(true);
    }

    @Override
    public Handled handle(LogEntry entry) {
        ready.join();
        if (!(entry.audience() instanceof Audience.Application application)) {
            return new Handled.Never("not for an application");
        }
        Body body = entry.received().orElse(Body.none());
        if (!(JsonText.parse(body) instanceof JsonText.Result.Document document)) {
            return new Handled.Never("the stored bytes are no JSON object");
        }
        Inbound<Activity> inbound = new Inbound<>(
                entry.offset(),
                Activity.of(document.object()),
                entry.activityId(),
                Envelope.read(application.note()),
                body,
                federation);
        return handle(inbound);
    }

    private Handled handle(Inbound<Activity> inbound) {
        try {
            if (inbound.envelope().isPostponed()) {
                outbox.deliver(inbound);
                return new Handled.Done(false);
            }
            if (isBlocked(inbound.actor()) || isBlocked(inbound.signer())) {
                return new Handled.Done(false); // since it came in
            }
            Optional<Effect> effect = effect(inbound);
            boolean heard = false;
            if (effect.isPresent()) {
                heard = listeners.tell(inbound.with(effect.get()));
                reconcile(inbound);
            }
            effects.invalidate(inbound.offset());
            return new Handled.Done(heard);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Handled.Later("interrupted");
        } catch (Exception e) {
            log.warn("a listener failed on {}; it hears of it again", LogText.of(inbound.toString()), e);
            return new Handled.Later(String.valueOf(e));
        }
    }

    private void reconcile(Inbound<Activity> inbound) {
        reconciliation.ifPresent(settles ->
                inbound.envelope().synchronization().ifPresent(said -> settles.consider(inbound.actor(), said)));
    }

    private boolean isBlocked(String actor) {
        return store.domainRules().isBlockedAt(actor);
    }

    /**
     * Once it was applied it is not applied again: the second time it might seem to have had no effect. Nor is it handed on again,
     * which would cost its server another share.
     */
    private Optional<Effect> effect(Inbound<Activity> inbound) throws RetryLaterException {
        Effect before = effects.getIfPresent(inbound.offset());
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Effect> effect = relations.apply(inbound);
        if (effect.isPresent() && !inbound.envelope().isAgain()) {
            forwarding.apply(inbound);
        }
        effect.ifPresent(had -> effects.put(inbound.offset(), had));
        return effect;
    }

    @Override
    public void deadLetter(LogEntry entry, int attempts, String reason) {
        Audience.Application application =
                entry.audience() instanceof Audience.Application ours ? ours : new Audience.Application("");
        log.error("given up on {} after {} attempts: {}", LogText.of(entry.activityId()), attempts, LogText.of(reason));
        store.deadLetters()
                .put(new DeadLetter(
                        entry.offset(),
                        entry.activityId(),
                        entry.type(),
                        application.supplier(),
                        application.note(),
                        entry.received().orElse(Body.none()),
                        clock.instant(),
                        attempts,
                        reason));
    }
}
