package dev.linkspan.federation;

import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.Transport;
import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.delivery.Timers;
import dev.linkspan.discovery.NodeInfoDocument;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.Entity;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Federation}. Origin, store and actors are required; all else has a default. Not thread-safe. */
public final class FederationBuilder {

    @Nullable
    String origin;

    Optional<String> handleHost = Optional.empty();
    String actorPath = "/users/{handle}";

    @Nullable
    ActorSource source;

    final Map<String, LocalActor> fixed = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // build() refuses to go on without it
    Store store;

    final ApplicationPaths paths = new ApplicationPaths();
    final List<Listeners.Registration<?>> listeners = new ArrayList<>();
    Optional<ActorKeys> keys = Optional.empty();
    FollowPolicy followPolicy = FollowPolicy.byProfile();
    AccessRule access = AccessRule.open();
    boolean documentSignatures = true;
    boolean integrityProofs;
    ActivityShape outgoing = ActivityShape.COMPATIBLE;
    PeerShapes peerShapes = PeerShapes.none();
    int outboxLimit = 1_000;
    private boolean keepsLiked;
    boolean followersSynchronization = true;
    UnverifiedListener unverified = (request, refused) -> UnverifiedListener.Answer.REFUSE;
    DeliveryListener outcomes = DeliveryListener.none();
    RelationListener relations = RelationListener.none();
    MovePolicy movePolicy = MovePolicy.followAll();
    ForwardingPolicy forwardingPolicy = ForwardingPolicy.forwardAll();
    Duration moveCooldown = Departure.COOLDOWN;
    Optional<Timers> timers = Optional.empty();
    Optional<Executor> settling = Optional.empty(); // empty: threads of its own
    NodeInfoDocument.Software software = new NodeInfoDocument.Software("linkspan", LibraryVersion.text());
    Supplier<NodeInfoDocument.Usage> usage = () -> new NodeInfoDocument.Usage(0, 0, 0, 0, 0);
    InboxLimits limits = InboxLimits.defaults();
    IntakeLimits intake = IntakeLimits.defaults();
    DeliverySettings delivery = DeliverySettings.defaults();
    KnockSettings knocks = KnockSettings.defaults();
    Retention retention = Retention.defaults();
    boolean allowPrivateNetwork;
    Optional<Transport> transport = Optional.empty();
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SecureRandom();

    FederationBuilder() {}

    /** The origin of all ids, say {@code https://social.example}: no path. Required; never to be changed. */
    public FederationBuilder origin(String url) {
        this.origin = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return this;
    }

    /**
     * The host of handles, where it is another than the origin's: {@code @alice@example} whose id is on
     * {@code social.example}. That host then sends {@code /.well-known/webfinger} on to the origin.
     */
    public FederationBuilder handleHost(String host) {
        this.handleHost = Optional.of(host);
        return this;
    }

    /** Where everything is remembered. Required; whoever opened it closes it. */
    public FederationBuilder store(Store durable) {
        this.store = durable;
        return this;
    }

    /** The path of actors' ids, with the variable {@code {handle}}; {@code /users/{handle}} unless set. */
    public FederationBuilder actorPath(String template) {
        this.actorPath = template;
        return this;
    }

    /** Where the application keeps its actors. This, or {@link #actor}, is required. */
    public FederationBuilder actors(ActorSource actors) {
        this.source = actors;
        return this;
    }

    /** An actor that is always there. */
    public FederationBuilder actor(String handle, Actor profile) {
        fixed.put(handle, LocalActor.of(profile));
        return this;
    }

    /** The keys of actors; made when first needed and kept in the store unless set. */
    public FederationBuilder keys(ActorKeys actorKeys) {
        this.keys = Optional.of(actorKeys);
        return this;
    }

    /** The application's objects under a path, say {@code /notes/{id}}. */
    public FederationBuilder objects(String template, ObjectSource found) {
        paths.objects(template, found);
        return this;
    }

    /** A collection of the application's own under a path. */
    public FederationBuilder collection(String template, CollectionSource items) {
        paths.collection(template, items);
        return this;
    }

    /**
     * What actors published, in place of what is kept of what they send: then nothing of it is kept. The variable is
     * {@code handle}.
     */
    public FederationBuilder outbox(CollectionSource items) {
        paths.parts.put(ActorPart.OUTBOX, items);
        return this;
    }

    /**
     * How much is kept of what each actor sends to everybody, for its outbox and for what it liked; 1,000 unless set, the
     * oldest goes first. 0 keeps nothing, and the outbox is empty unless {@link #outbox} is set. What is not for everybody is
     * never shown, nor what tells others of a change; an Undo or a Delete takes out what it is about, and an Update changes it.
     */
    public FederationBuilder outboxLimit(int newest) {
        this.outboxLimit = newest;
        return this;
    }

    /** What actors liked; not shown unless set. The variable is {@code handle}. */
    public FederationBuilder liked(CollectionSource items) {
        paths.parts.put(ActorPart.LIKED, items);
        return this;
    }

    /**
     * Whether what actors like is kept and shown; no unless set, as on most servers. Only a Like that is addressed to everybody
     * is shown: else one would give away the id of what few may see.
     */
    public FederationBuilder keepLiked(boolean keep) {
        this.keepsLiked = keep;
        return this;
    }

    /** What actors pinned to their profiles; not shown unless set. The variable is {@code handle}. */
    public FederationBuilder featured(CollectionSource items) {
        paths.parts.put(ActorPart.FEATURED, items);
        return this;
    }

    /** What is shown of the followers of actors, in place of the list that the store has. */
    public FederationBuilder followers(CollectionSource items) {
        paths.parts.put(ActorPart.FOLLOWERS, items);
        return this;
    }

    /** What is shown of those whom actors follow, in place of the list that the store has. */
    public FederationBuilder following(CollectionSource items) {
        paths.parts.put(ActorPart.FOLLOWING, items);
        return this;
    }

    /** Hears of all activities of a kind. */
    public <A extends Activity> FederationBuilder on(Class<A> kind, Listener<A> listener) {
        listeners.add(new Listeners.Registration<>(kind, listener));
        return this;
    }

    /** Hears of all activities of a kind that bring an object of a kind. */
    public <A extends Activity, O extends Entity> FederationBuilder on(
            Class<A> kind, Class<O> object, ObjectListener<A, O> listener) {
        listeners.add(Listeners.Registration.of(kind, object, listener));
        return this;
    }

    /** Hears of requests that could not be verified, before they are refused. */
    public FederationBuilder onUnverified(UnverifiedListener listener) {
        this.unverified = listener;
        return this;
    }

    /** Hears what deliveries come to. */
    public FederationBuilder onDelivery(DeliveryListener listener) {
        this.outcomes = listener;
        return this;
    }

    /** Hears of relations that ended though no activity said so: followers that are gone, hosts that are blocked. */
    public FederationBuilder onRelationEnded(RelationListener listener) {
        this.relations = listener;
        return this;
    }

    /** What is handed on to the followers of our actors, of what others write to them; everything that answers us unless set. */
    public FederationBuilder forwardingPolicy(ForwardingPolicy policy) {
        this.forwardingPolicy = policy;
        return this;
    }

    /** Who follows the new account of somebody that moves; everybody who followed the old one unless set. */
    public FederationBuilder movePolicy(MovePolicy policy) {
        this.movePolicy = policy;
        return this;
    }

    /** How long an actor of ours that moved may not move to yet another account; 30 days unless set, as on Mastodon. */
    public FederationBuilder moveCooldown(Duration least) {
        this.moveCooldown = least;
        return this;
    }

    /** Who may follow; whoever asks unless set, but for actors whose profile says that they approve their followers. */
    public FederationBuilder followPolicy(FollowPolicy policy) {
        this.followPolicy = policy;
        return this;
    }

    /** Who may see documents; everybody unless set. */
    public FederationBuilder access(AccessRule rule) {
        this.access = rule;
        return this;
    }

    /**
     * Whether public activities bear a Linked Data signature besides that of the request, yes unless set otherwise: all Mastodon
     * versions, and relays, believe by it what they get from others. Costs a canonicalisation for each one sent. What bears
     * an {@linkplain #integrityProofs integrity proof} bears none.
     */
    public FederationBuilder documentSignatures(boolean sign) {
        this.documentSignatures = sign;
        return this;
    }

    /**
     * Whether public activities bear an integrity proof instead of a Linked Data signature, by a second, Ed25519 key of the actor,
     * which its document then shows; no unless set, and only where the {@linkplain #keys keys} have such a key. Fedify, Mitra and
     * Mastodon from 4.7 believe by it what they get from others, and check it as plain JSON. Mastodon up to 4.6 does not: what
     * relays and forwarding servers hand on as it is, it drops in silence. A Linked Data signature all its versions believe;
     * those who check proofs only have to fetch what bears one. Both in one document no version before 4.7 believes,
     * so there is no setting for that. What our actors send to a server themselves needs neither.
     *
     * <p>Turned off again, what bears a proof already can no longer be checked.
     *
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8b32/fep-8b32.md">FEP-8b32</a>
     */
    public FederationBuilder integrityProofs(boolean prove) {
        this.integrityProofs = prove;
        return this;
    }

    /**
     * Whether we and others compare who follows whom, and mend what differs; yes unless set otherwise. Must be off where other
     * software has actors on the same origin, for each would end the followings of the other's.
     *
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md">FEP-8fcf</a>
     */
    public FederationBuilder followersSynchronization(boolean synchronize) {
        this.followersSynchronization = synchronize;
        return this;
    }

    /** How what actors send is written; {@link ActivityShape#COMPATIBLE} unless set, which every known server reads. */
    public FederationBuilder outgoing(ActivityShape shape) {
        this.outgoing = shape;
        return this;
    }

    /**
     * What single servers need on top of that; nothing unless set. Nobody is asked what he runs: the application says what it
     * knows, by {@link ActivityShape#ofSoftware} for instance.
     */
    public FederationBuilder outgoing(PeerShapes shapes) {
        this.peerShapes = shapes;
        return this;
    }

    /** What NodeInfo and our requests say this server runs; Linkspan and its version unless set. */
    public FederationBuilder software(NodeInfoDocument.Software runs) {
        this.software = runs;
        return this;
    }

    /** What NodeInfo says of its use; asked for each request about it. */
    public FederationBuilder usage(Supplier<NodeInfoDocument.Usage> numbers) {
        this.usage = numbers;
        return this;
    }

    /** How much one host may send. */
    public FederationBuilder limits(InboxLimits inbox) {
        this.limits = inbox;
        return this;
    }

    /** How much is taken at once, from all together. */
    public FederationBuilder intake(IntakeLimits budgets) {
        this.intake = budgets;
        return this;
    }

    /** How deliveries are made and retried. */
    public FederationBuilder delivery(DeliverySettings settings) {
        this.delivery = settings;
        return this;
    }

    /** Which signature scheme is tried first, and when the other one is. */
    public FederationBuilder knocks(KnockSettings settings) {
        this.knocks = settings;
        return this;
    }

    /** How long the log is kept. */
    public FederationBuilder retention(Retention howLong) {
        this.retention = howLong;
        return this;
    }

    /**
     * Whether peers may be on loopback and private addresses and speak plain {@code http}; no unless set. For tests and
     * LANs: on the open network it would let strangers reach what only this machine should reach.
     */
    public FederationBuilder allowPrivateNetwork(boolean allow) {
        this.allowPrivateNetwork = allow;
        return this;
    }

    /** What sends all requests; one on Jetty's client unless set. Whoever sets one answers for its address guard, and closes it. */
    public FederationBuilder transport(Transport own) {
        this.transport = Optional.of(own);
        return this;
    }

    /** The clock; the system's unless set. */
    public FederationBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /**
     * What wakes deliveries when it is time to try again; the system's own unless set. Whoever sets one closes it. With a clock
     * of its own a test lets days pass at once.
     */
    public FederationBuilder timers(Timers own) {
        this.timers = Optional.of(own);
        return this;
    }

    /** Where ids and jitter come from; a secure generator unless set. */
    public FederationBuilder random(RandomGenerator generator) {
        this.random = generator;
        return this;
    }

    /**
     * The federation, running: what is due is delivered from now on, until it is closed.
     *
     * @throws IllegalStateException with the full list of what is missing or contradictory
     */
    public Federation build() {
        FederationAddresses addresses = new FederationChecks(this).passed();
        return new Federation(
                this,
                addresses,
                handle -> Optional.ofNullable(fixed.get(handle))
                        .or(() -> source == null ? Optional.empty() : source.find(handle)));
    }

    OutboxRules outboxRules() {
        boolean keeps = outboxLimit > 0;
        return new OutboxRules(
                Math.max(1, outboxLimit),
                keeps && !paths.has(ActorPart.OUTBOX),
                keeps && keepsLiked && !paths.has(ActorPart.LIKED));
    }
}
