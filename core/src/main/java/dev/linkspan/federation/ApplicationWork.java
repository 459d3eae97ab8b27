package dev.linkspan.federation;

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
                return new Handled.Done();
            }
            boolean concernsUs = relations.apply(inbound);
            if (concernsUs && !inbound.envelope().isAgain()) {
                forwarding.apply(inbound);
                listeners.tell(inbound);
                reconcile(inbound);
            }
            return new Handled.Done();
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

    @Override
    public void deadLetter(LogEntry entry, int attempts, String reason) {
        String note = entry.audience() instanceof Audience.Application application ? application.note() : "";
        log.error("given up on {} after {} attempts: {}", LogText.of(entry.activityId()), attempts, LogText.of(reason));
        store.deadLetters()
                .put(new DeadLetter(
                        entry.offset(),
                        entry.activityId(),
                        entry.type(),
                        note,
                        entry.received().orElse(Body.none()),
                        clock.instant(),
                        attempts,
                        reason));
    }
}
