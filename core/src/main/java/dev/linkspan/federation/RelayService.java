package dev.linkspan.federation;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.ClockWatch;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.delivery.Delivery;
import dev.linkspan.delivery.DeliveryStatus;
import dev.linkspan.delivery.SteadyClock;
import dev.linkspan.delivery.Timers;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.federation.Housekeeping.Chore;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.InboxVerifier;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.relay.Greeting;
import dev.linkspan.relay.KeyRing;
import dev.linkspan.relay.KeyRingStorage;
import dev.linkspan.relay.KeyRotation;
import dev.linkspan.relay.Relay;
import dev.linkspan.relay.RelayDocuments;
import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.relay.RelayKeys;
import dev.linkspan.relay.RelayPolicy;
import dev.linkspan.relay.RelayProfile;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreException;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A running relay: give it the requests that reach its inbox, serve its documents, and it does the rest. Build one with
 * {@link #builder}. Thread-safe; {@link #receive} blocks until what it accepted is durable, which suits virtual threads.
 */
public final class RelayService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RelayService.class);

    private static final Duration STORE_PATIENCE = Duration.ofSeconds(60);

    private final RelayIdentity identity;
    private final RelayPolicy policy;
    private final boolean acceptSignature;
    private final InboxLimits limits;
    private final Store store;
    private final Transport transport;
    private final boolean ownsTransport;
    private final Timers timers = Timers.system();
    private final AtomicReference<Delivery> reading = new AtomicReference<>();
    private final Delivery delivery;
    private final Relay relay;
    private final RelayDocuments documents;
    private final RelayKeys keys;
    private final KeyRotation rotation;
    private final AutoCloseable keyChanges;
    private final InboxVerifier verifier;
    private final RelayCounters counters = new RelayCounters();
    private final Housekeeping housekeeping;
    private final Intake intake;
    private final SpaceWatch space;
    private final SilenceWatch silence;

    RelayService(RelayServiceBuilder settings, RelayIdentity identity, KeyRingStorage keyStorage, KeyRing ring) {
        this.identity = identity;
        this.policy = settings.policy;
        this.acceptSignature = settings.acceptSignature;
        this.limits = settings.limits;
        this.store = settings.store;
        AddressGuard guard =
                settings.allowPrivateNetwork ? AddressGuard.allowingPrivateNetwork() : AddressGuard.publicOnly();
        String userAgent = "Linkspan/" + settings.version + " (+" + identity.origin() + "/)";
        this.transport = ClockWatch.over(
                settings.transport.orElseGet(() -> Transport.open(TransportSettings.of(guard, userAgent))),
                settings.clock);
        this.ownsTransport = settings.transport.isEmpty();
        this.keys = new RelayKeys(identity, keyStorage, ring, this::isPast, settings.clock);
        // Two memories: what a server asks to be covered in a POST a GET may not have, and some take a scheme in one
        // only.
        DoubleKnock fetching = DoubleKnock.standard(settings.knocks, settings.clock);
        DoubleKnock delivering = DoubleKnock.standard(settings.knocks, settings.clock);
        DocumentClient client = DocumentClient.signing(transport, guard, fetching, keys, settings.clock);
        KeyDirectory directory =
                new KeyDirectory(store, client, identity.authority(), VerificationPolicy.FEDIVERSE, settings.clock);
        this.relay = new Relay(identity, settings.policy, store, directory.actors(), settings.clock, settings.random);
        this.delivery = Delivery.start(
                store,
                transport,
                delivering,
                keys,
                settings.delivery,
                new ExpiryListener(relay),
                settings.clock,
                settings.random,
                timers);
        reading.set(delivery);
        this.verifier = new InboxVerifier(
                settings.limits,
                store.domainRules(),
                relay.gatekeeper(),
                RequestVerifier.of(VerificationPolicy.FEDIVERSE, settings.clock),
                new LinkedDataSignatures(new Canonicalizer()),
                new ObjectIntegrityProofs(),
                directory,
                settings.clock);
        this.documents = new RelayDocuments(
                identity,
                settings.policy,
                new RelayProfile(
                        settings.name.orElse(identity.authority().toString()), settings.summary, settings.version),
                store.subscriptions(),
                keys::ring,
                settings.clock);
        this.rotation = new KeyRotation(identity, keys, documents, store.log(), settings.clock, settings.random);
        rotation.resume();
        this.keyChanges = keyStorage.onChange(() -> Thread.startVirtualThread(this::reloadKeys));
        reloadKeys(); // what another node saved before we listened
        RefusalLog refusals = new RefusalLog(settings.clock);
        this.intake = new Intake(settings.intake, store::waiting, settings.random, reason -> {
            counters.putOff(reason);
            refusals.refused(reason);
        });
        this.space = SpaceWatch.start(store, intake);
        Greeting greeting = new Greeting(identity, store, settings.clock, settings.random);
        SharedClock shared = new SharedClock(store, settings.clock);
        this.silence = new SilenceWatch(store.values(), greeting::send, shared);
        OutageWatch outages = new OutageWatch(
                store.values(),
                settings.outage,
                occasion -> {
                    silence.beginAnew();
                    return greeting.send(occasion);
                },
                shared);
        LogTrimmer trimmer = new LogTrimmer(
                store.log(), settings.retention, store::space, settings.intake, shared, new SteadyClock(timers));
        this.housekeeping = Housekeeping.start(
                new Chore("saying that we are alive", outages::beat),
                new Chore("noticing that nobody speaks to us", silence::beat),
                new Chore("trimming the log", trimmer::trim),
                new Chore("forgetting expired keys", keys::forgetExpired),
                new Chore("finishing a key's replacement", rotation::resume));
        removeBlocked();
    }

    private void reloadKeys() {
        try {
            keys.reload();
        } catch (RuntimeException e) {
            log.warn("the keys that another node saved cannot be read; the next change brings them", e);
        }
    }

    /** Before deliveries begin, nobody has dealt with anything. */
    private boolean isPast(String authority, long offset) {
        Delivery started = reading.get();
        return started != null && started.isPast(authority, offset);
    }

    /** A builder; it needs at least a base URL, a store and a key. */
    public static RelayServiceBuilder builder() {
        return new RelayServiceBuilder();
    }

    /** Where the relay lives. */
    public RelayIdentity identity() {
        return identity;
    }

    /** What its operator decided. */
    public RelayPolicy policy() {
        return policy;
    }

    /** The limits of its inbox. */
    public InboxLimits limits() {
        return limits;
    }

    /** What to serve. */
    public RelayDocuments documents() {
        return documents;
    }

    /** What to ask first of all about a post, before its body is read: whether there is room for it. */
    public Intake intake() {
        return intake;
    }

    /** Takes what was posted to the inbox and admitted by the {@link #intake()}. */
    public InboxReply receive(InboxRequest request) {
        InboxReply reply = answer(request);
        counters.received(reply);
        return reply;
    }

    private InboxReply answer(InboxRequest request) {
        try {
            return decide(request);
        } catch (StoreException e) {
            // Not accepted, since not durable: the sender keeps it and comes again.
            log.error("the store failed; the sender is asked to come again", e);
            return new InboxReply.Refused(new InboxResult.Refused(
                    Refusal.OVERLOADED,
                    "this server cannot store anything at the moment",
                    Optional.of(STORE_PATIENCE)));
        }
    }

    private InboxReply decide(InboxRequest request) {
        return switch (verifier.verify(request)) {
            case InboxResult.Refused refused -> refuse(claim(request), request.client(), refused);
            case InboxResult.Ignored ignored -> new InboxReply.Taken("ignored", ignored.reason());
            case InboxResult.Verified verified -> {
                silence.heard();
                delivery.inboundFrom(verified.activity().supplier().toString());
                yield accept(verified, request.client());
            }
        };
    }

    private InboxReply accept(InboxResult.Verified verified, String client) {
        return switch (relay.accept(verified.activity())) {
            case Relay.Outcome.Accepted accepted -> {
                // A line for each post would be thousands a second; the counters tell of them.
                Level level = accepted.isRelayed() ? Level.DEBUG : Level.INFO;
                log.atLevel(level).log("accepted {} as {}", verified.activity(), accepted.what());
                yield new InboxReply.Taken("accepted", accepted.what());
            }
            case Relay.Outcome.Ignored ignored -> {
                log.debug("ignored {}: {}", verified.activity(), ignored.reason());
                yield new InboxReply.Taken("ignored", ignored.reason());
            }
            case Relay.Outcome.Refused refused -> refuse(verified.activity().toString(), client, refused.refused());
        };
    }

    private static InboxReply refuse(String what, String client, InboxResult.Refused refused) {
        log.info(
                "refused {} from {}: {}, {}",
                LogText.of(what),
                client,
                refused.code().code(),
                LogText.of(refused.detail()));
        return new InboxReply.Refused(refused);
    }

    /** What is known of a request that nobody is known to have made. */
    private static String claim(InboxRequest request) {
        List<String> keyIds = RequestVerifier.claimedKeyIds(request.message());
        return keyIds.isEmpty() ? "an unsigned request" : "a request in the name of " + keyIds.getFirst();
    }

    /** An activity of the relay's own making, by its id. */
    public Optional<OwnActivity> activity(String id) {
        return store.log().own(id);
    }

    /** Whether a refused signature is answered with the one that would do. */
    public boolean saysAcceptSignature() {
        return acceptSignature;
    }

    /** The relay's own keys. */
    public KeyRing keys() {
        return keys.ring();
    }

    /**
     * Replaces the relay's key by a new one: subscribers are told by an Update that the old key signs, and get what the new
     * one signs after it.
     *
     * @param overlap how long the old key can still be found, {@link KeyRotation#DEFAULT_OVERLAP} if in doubt
     * @throws IllegalArgumentException if the overlap is out of range
     * @throws IllegalStateException if too many old keys are still in use, or the keys cannot be saved
     */
    public KeyRing rotateKey(Duration overlap) {
        return rotation.rotate(overlap);
    }

    /** The relay itself, for the operator's decisions. */
    public Relay relay() {
        return relay;
    }

    /** What it remembers. */
    public Store store() {
        return store;
    }

    /** How delivery goes. */
    public DeliveryStatus deliveryStatus() {
        return delivery.status();
    }

    /** What came in since the start, by what became of it. */
    public RelayCounters counters() {
        return counters;
    }

    /** A host that was blocked while nobody ran loses its subscription now. */
    private void removeBlocked() {
        Set<Authority> blocked = new HashSet<>();
        store.subscriptions()
                .all()
                .forEach(s -> Authority.of("https://" + s.authority())
                        .filter(a -> store.domainRules().isBlocked(a.host()))
                        .ifPresent(blocked::add));
        blocked.forEach(relay::removeAll);
    }

    /** Does now what is done once a minute. */
    void tidy() {
        housekeeping.tidy();
    }

    /** Stops taking and delivering, writes down how far it came, and closes the connections; not the store. */
    @Override
    public void close() {
        space.close();
        housekeeping.close();
        try {
            keyChanges.close();
        } catch (Exception e) {
            log.warn("ending a registration with the store failed", e);
        }
        delivery.close();
        timers.close();
        if (ownsTransport) {
            transport.close();
        }
    }
}
