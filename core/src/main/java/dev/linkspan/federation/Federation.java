package dev.linkspan.federation;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.ClockWatch;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.HostBudget;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.delivery.Delivery;
import dev.linkspan.delivery.DeliveryFields;
import dev.linkspan.delivery.DeliveryStatus;
import dev.linkspan.delivery.SteadyClock;
import dev.linkspan.delivery.Timers;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.discovery.Network;
import dev.linkspan.federation.Housekeeping.Chore;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxVerifier;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An application's part in the fediverse: its actors can be found, followed and written to, and can follow and write to others.
 * Build one with {@link #builder}, put a web adapter before it, and act by {@link #account}. Thread-safe; blocks where things
 * become durable or are fetched, which suits virtual threads.
 */
public final class Federation implements AutoCloseable {

    private final FederationAddresses addresses;
    private final InboxLimits limits;
    private final Store store;
    private final InstantSource clock;
    private final Transport transport;
    private final boolean ownsTransport;
    private final Timers timers;
    private final boolean ownsTimers;
    private final OwnActors actors;
    private final FederationDocuments documents;
    private final RequestVerifier requests;
    private final KeyDirectory directory;
    private final Network network;
    private final Correspondents correspondents;
    private final OwnMessages messages;
    private final SpareThreads settling = new SpareThreads("linkspan-followers-", 4);
    private final FollowerRule followers;
    private final Outbox outbox;
    private final Departure departure;
    private final Relations relations;
    private final Delivery delivery;
    private final Reception reception;
    private final Intake intake;
    private final HostBudget lookups;
    private final SpaceWatch space;
    private final Housekeeping housekeeping;

    Federation(FederationBuilder settings, FederationAddresses addresses, ActorSource source) {
        this.addresses = addresses;
        this.limits = settings.limits;
        this.store = settings.store;
        this.clock = settings.clock;
        AddressGuard guard =
                settings.allowPrivateNetwork ? AddressGuard.allowingPrivateNetwork() : AddressGuard.publicOnly();
        String userAgent = settings.software.name() + "/" + settings.software.version() + " (+" + addresses.origin()
                + "/) Linkspan";
        this.transport = ClockWatch.over(
                settings.transport.orElseGet(() -> Transport.open(TransportSettings.of(guard, userAgent))), clock);
        this.ownsTransport = settings.transport.isEmpty();
        this.timers = settings.timers.orElseGet(Timers::system);
        this.ownsTimers = settings.timers.isEmpty();
        this.actors = new OwnActors(
                addresses,
                source,
                settings.keys.orElseGet(() -> ActorKeys.storedIn(settings.store.values())),
                settings.paths.optionalParts(settings.outboxRules()),
                settings.integrityProofs);
        this.documents = new FederationDocuments(addresses, actors, settings, settings.access);
        FederationKeys keys = new FederationKeys(actors, store.domainRules());
        // Two memories: what a server asks to be covered in a POST a GET may not have, and some take a scheme in one
        // only.
        DoubleKnock fetching = DoubleKnock.standard(settings.knocks, clock);
        DoubleKnock delivering = DoubleKnock.standard(settings.knocks, clock);
        this.directory = new KeyDirectory(
                store,
                DocumentClient.signing(transport, guard, fetching, keys, clock),
                addresses.authority(),
                VerificationPolicy.FEDIVERSE,
                clock);
        this.network = Network.of(
                transport,
                guard,
                (door, watched) -> DocumentClient.signing(door, watched, fetching, keys, clock),
                store.domainRules(),
                Set.of(addresses.authority()));
        this.correspondents = new Correspondents(directory.actors(), actors, store.domainRules());
        this.messages = new OwnMessages(addresses, clock, settings.random);
        this.followers = new FollowerRule(
                addresses,
                actors,
                settings.followPolicy,
                store.follows(),
                store.log(),
                correspondents,
                messages,
                clock);
        Supplier<Distribution> distributions =
                () -> new Distribution(addresses, actors, store.follows(), correspondents, store.domainRules());
        LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());
        ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
        DocumentSigner signer = new DocumentSigner(signatures, proofs, actors, settings.documentSignatures, clock);
        Shaping shaping = new Shaping(settings.outgoing, settings.peerShapes, signer, store.log());
        OutboxKeeper keeper = new OutboxKeeper(store, settings.outboxRules(), signer);
        this.outbox = new Outbox(addresses, store, messages, distributions, shaping, keeper, actors, clock);
        Optional<Reconciliation> reconciliation = settings.followersSynchronization
                ? Optional.of(new Reconciliation(
                        addresses,
                        actors,
                        store,
                        correspondents,
                        network,
                        messages,
                        settings.settling.orElse(settling),
                        clock))
                : Optional.empty();
        MoveCheck moves = new MoveCheck(addresses, actors, network);
        this.departure =
                new Departure(addresses, store.values(), moves, outbox, messages, settings.moveCooldown, clock);
        this.relations = new Relations(store, settings.relations, new ActorSight(network, actors, clock), clock);
        ApplicationWork work = new ApplicationWork(
                store,
                new RelationRules(
                        followers,
                        new FollowingRule(addresses, store.follows()),
                        new MoveRule(addresses, store.follows(), moves, settings.movePolicy, this::account, clock)),
                new ForwardingRule(addresses, store, distributions, this::exists, settings.forwardingPolicy, clock),
                outbox,
                new Listeners(settings.listeners),
                reconciliation,
                clock,
                this);
        this.requests = RequestVerifier.of(VerificationPolicy.FEDIVERSE, clock);
        this.delivery = Delivery.start(
                store,
                new RuledTransport(transport, store.domainRules()),
                delivering,
                keys,
                settings.delivery,
                new Outcomes(relations.outcomes(), settings.outcomes),
                clock,
                settings.random,
                timers,
                Optional.of(work),
                settings.followersSynchronization
                        ? new FollowersField(addresses, new PartialFollowers(store.follows()), clock)
                        : DeliveryFields.none());
        this.reception = new Reception(
                new InboxVerifier(
                        limits,
                        store.domainRules(),
                        (claimed, activity) -> Optional.empty(),
                        requests,
                        signatures,
                        proofs,
                        directory,
                        clock),
                store,
                delivery,
                settings.unverified,
                clock);
        this.lookups = new HostBudget(1, 50, clock);
        RefusalLog refusals = new RefusalLog(clock);
        this.intake = new Intake(settings.intake, store::waiting, settings.random, refusals::refused);
        this.space = SpaceWatch.start(store, intake);
        LogTrimmer trimmer = new LogTrimmer(
                store.log(),
                settings.retention,
                store::space,
                settings.intake,
                new SharedClock(store, clock),
                new SteadyClock(timers));
        this.housekeeping = Housekeeping.start(new Chore("trimming the log", trimmer::trim), relations.chore());
        work.begin();
    }

    /** A builder; it needs at least an origin, a store and an actor. */
    public static FederationBuilder builder() {
        return new FederationBuilder();
    }

    /** Scheme and authority of all ids. */
    public String origin() {
        return addresses.origin();
    }

    /** Host and port of all ids. */
    public Authority authority() {
        return addresses.authority();
    }

    /** How much is taken from one host. */
    public InboxLimits limits() {
        return limits;
    }

    /**
     * One of our actors, to act in its name; the application has to know it by the time that it sends something.
     *
     * @throws IllegalArgumentException if no id can be made of this handle
     */
    public LocalAccount account(String handle) {
        addresses.actor(handle);
        return new LocalAccount(
                handle,
                addresses,
                actors,
                store.follows(),
                outbox,
                messages,
                followers,
                correspondents,
                departure,
                clock);
    }

    /** The id of the actor of a handle. */
    public String actorId(String handle) {
        return addresses.actor(handle);
    }

    /** The handle of an actor of ours; empty for an id of anybody else. */
    public Optional<String> handleOf(String actorId) {
        return addresses.handleOf(actorId);
    }

    /** The id of an object of the application's: the origin and the path that a template makes of values. */
    public String id(String template, String... values) {
        return addresses.origin() + UriTemplate.of(template).expand(values);
    }

    /** The values in an id of ours that fits a template; empty if it does not. */
    public Optional<Map<String, String>> match(String template, String id) {
        return addresses.pathOf(id).flatMap(UriTemplate.of(template)::match);
    }

    /** What to serve. */
    public FederationDocuments documents() {
        return documents;
    }

    /** What to ask first of all about a post, before its body is read: whether there is room for it. */
    public Intake intake() {
        return intake;
    }

    /** The inbox at a path; empty if there is none. */
    public Optional<LocalInbox> inboxAt(String path) {
        if (FederationAddresses.SHARED_INBOX.match(path).isPresent()) {
            return Optional.of(new LocalInbox(Optional.empty()));
        }
        return addresses
                .match(ActorPart.INBOX, path)
                .map(values -> new LocalInbox(Optional.ofNullable(values.get(FederationAddresses.HANDLE))));
    }

    /**
     * Takes what was posted to an inbox and admitted by the {@link #intake()}. Returns when it is durable.
     */
    public InboxReply receive(InboxRequest request, LocalInbox inbox) {
        return reception.receive(request, inbox);
    }

    /** What the application says of an actor; empty if there never was one. */
    public Optional<LocalActor> actor(String handle) {
        return actors.local(handle);
    }

    /** The way to read what others publish: signed by the server's own actor, within budgets, never a blocked host. */
    public Network network() {
        return network;
    }

    /**
     * Who made a request for a document. Nothing is verified until somebody asks.
     *
     * @param client the address that it came from
     */
    public Requester requester(HttpMessage.Request request, String client) {
        List<String> keyIds = RequestVerifier.claimedKeyIds(request);
        return keyIds.isEmpty() ? Requester.anonymous() : new Requester(() -> signer(request, keyIds, client));
    }

    private Optional<String> signer(HttpMessage.Request request, List<String> keyIds, String client) {
        // Whoever names keys that nobody knows makes us fetch them: not without end.
        boolean known = keyIds.stream().allMatch(directory::isKnown);
        KeyResolver keys = known || lookups.take(client) ? directory : directory.remembered();
        return switch (requests.verify(request, Body.none(), keys)) {
            case Verdict.Valid valid ->
                Optional.of(valid.key().controller())
                        .filter(actor -> Authority.of(actor)
                                .filter(host -> !store.domainRules().isBlocked(host.host()))
                                .isPresent());
            case Verdict.Invalid invalid -> Optional.empty();
            case Verdict.KeyMissing missing -> Optional.empty();
        };
    }

    /** Whether there is something of ours that an actor may see, though this is no request of its. */
    private boolean exists(String id, String actor) {
        return addresses
                .pathOf(id)
                .filter(path -> documents.isThere(path, Requester.known(actor)))
                .isPresent();
    }

    /**
     * Blocks a host and its subdomains: nothing comes from there, nothing goes there, and relations with actors there end, in
     * both directions and without a word to them. A rule that was written to the {@link #store()} instead is found within a
     * minute.
     *
     * @param reason why, for the operator; may be empty
     * @return how many relations ended
     * @throws IllegalArgumentException if it is no name of a host in lower case
     */
    public int block(String host, String reason) {
        return relations.block(host, reason);
    }

    /** What no listener could deal with. */
    public DeadLetterBox deadLetters() {
        return new DeadLetterBox(store, clock);
    }

    /** What it remembers. */
    public Store store() {
        return store;
    }

    /** How delivery goes. */
    public DeliveryStatus deliveryStatus() {
        return delivery.status();
    }

    /** Stops taking and delivering, writes down how far it came, and closes the connections; not the store. */
    @Override
    public void close() {
        space.close();
        housekeeping.close();
        settling.close();
        delivery.close();
        relations.close();
        if (ownsTimers) {
            timers.close();
        }
        if (ownsTransport) {
            transport.close();
        }
    }
}
