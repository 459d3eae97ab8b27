package dev.linkspan.federation;

import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.Transport;
import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.relay.KeyRing;
import dev.linkspan.relay.KeyRingStorage;
import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.relay.RelayPolicy;
import dev.linkspan.store.Store;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link RelayService}. Not thread-safe. */
public final class RelayServiceBuilder {

    private @Nullable String baseUrl;
    private @Nullable KeyRingStorage keys;

    @SuppressWarnings("NullAway.Init") // build() refuses to go on without it
    Store store;

    RelayPolicy policy = RelayPolicy.defaults();
    InboxLimits limits = InboxLimits.defaults();
    IntakeLimits intake = IntakeLimits.defaults();
    DeliverySettings delivery = DeliverySettings.defaults();
    KnockSettings knocks = KnockSettings.defaults();
    Retention retention = Retention.defaults();
    Duration outage = Duration.ofHours(1);
    boolean acceptSignature = true;
    boolean allowPrivateNetwork;
    Optional<Transport> transport = Optional.empty();
    Optional<String> name = Optional.empty();
    String summary = "A relay: servers that subscribe receive each other's public posts.";
    String version = LibraryVersion.text();
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SecureRandom();

    RelayServiceBuilder() {}

    /** The public origin, say {@code https://relay.example}. Required. */
    public RelayServiceBuilder baseUrl(String url) {
        this.baseUrl = url;
        return this;
    }

    /** Where the relay remembers. Required; whoever opened it closes it. */
    public RelayServiceBuilder store(Store durable) {
        this.store = durable;
        return this;
    }

    /** The relay's RSA key pair, 2048 bits: what every server can read. This, or {@link #keys}, is required. */
    public RelayServiceBuilder keyPair(KeyPair pair) {
        return keys(KeyRingStorage.fixed(pair));
    }

    /** Where the relay's keys are, if they shall be replaced now and then. This, or {@link #keyPair}, is required. */
    public RelayServiceBuilder keys(KeyRingStorage storage) {
        this.keys = storage;
        return this;
    }

    /** Who may subscribe and publish. */
    public RelayServiceBuilder policy(RelayPolicy decided) {
        this.policy = decided;
        return this;
    }

    /** How much one host may send. */
    public RelayServiceBuilder limits(InboxLimits inbox) {
        this.limits = inbox;
        return this;
    }

    /** How much is taken at once, from all together. */
    public RelayServiceBuilder intake(IntakeLimits budgets) {
        this.intake = budgets;
        return this;
    }

    /** How deliveries are made and retried. */
    public RelayServiceBuilder delivery(DeliverySettings settings) {
        this.delivery = settings;
        return this;
    }

    /** Which signature scheme is tried first, and when the other one is. */
    public RelayServiceBuilder knocks(KnockSettings settings) {
        this.knocks = settings;
        return this;
    }

    /**
     * Whether an answer that refuses a signature says which RFC 9421 signature would do, in {@code Accept-Signature}; yes
     * unless set otherwise.
     */
    public RelayServiceBuilder acceptSignature(boolean say) {
        this.acceptSignature = say;
        return this;
    }

    /** How long the relay remembers. */
    public RelayServiceBuilder retention(Retention howLong) {
        this.retention = howLong;
        return this;
    }

    /**
     * How long the relay may have been away, all of its nodes or their database, before it greets its subscribers when it is
     * back; 1 hour unless configured: a GoToSocial gives up a host for an hour at once, and the others take longer.
     *
     * @throws IllegalArgumentException if it is less than 2 minutes: the relay says that it is alive once a minute
     */
    public RelayServiceBuilder outage(Duration tolerated) {
        if (tolerated.compareTo(Duration.ofMinutes(2)) < 0) {
            throw new IllegalArgumentException("outage: " + tolerated + " (expected: at least 2 minutes)");
        }
        this.outage = tolerated;
        return this;
    }

    /**
     * Whether peers may be on loopback and private addresses and speak plain {@code http}; no unless set. For tests and
     * LANs: on the open network it would let strangers reach what only this machine should reach.
     */
    public RelayServiceBuilder allowPrivateNetwork(boolean allow) {
        this.allowPrivateNetwork = allow;
        return this;
    }

    /**
     * What sends all requests; a transport on Jetty's client with the guard that {@link #allowPrivateNetwork} asks for
     * unless set. Whoever sets one answers for its address guard, and closes it.
     */
    public RelayServiceBuilder transport(Transport own) {
        this.transport = Optional.of(own);
        return this;
    }

    /** The display name; the host unless set. */
    public RelayServiceBuilder name(String displayName) {
        this.name = Optional.of(displayName);
        return this;
    }

    /** One or two sentences for people, plain text. */
    public RelayServiceBuilder summary(String text) {
        this.summary = text;
        return this;
    }

    /** The clock; the system's unless set. */
    public RelayServiceBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Where ids and jitter come from; a secure generator unless set. */
    public RelayServiceBuilder random(RandomGenerator generator) {
        this.random = generator;
        return this;
    }

    /**
     * The relay, running: what is due is delivered from now on, until it is closed.
     *
     * @throws IllegalStateException with the full list of what is missing or contradictory
     */
    public RelayService build() {
        List<String> problems = new ArrayList<>();
        if (baseUrl == null) {
            problems.add("baseUrl is missing");
        }
        if (Objects.isNull(store)) {
            problems.add("store is missing");
        }
        if (Budget.open(intake.bodyBytes()) <= limits.maxBodyBytes()) {
            problems.add("intake-body-bytes " + intake.bodyBytes() + " is too little for bodies of "
                    + limits.maxBodyBytes() + " bytes (expected: at least four thirds of it)");
        }
        Optional<KeyRing> ring = Optional.empty();
        if (keys == null) {
            problems.add("keyPair is missing");
        } else {
            try {
                ring = Optional.of(keys.load());
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (baseUrl != null && !allowPrivateNetwork && !baseUrl.startsWith("https://")) {
            problems.add("base-url '" + baseUrl
                    + "' must start with https:// (or with http:// and --allow-private-network)");
        }
        if (baseUrl == null || keys == null || ring.isEmpty() || !problems.isEmpty()) {
            throw new IllegalStateException("cannot start the relay: " + String.join("; ", problems));
        }
        return new RelayService(this, RelayIdentity.at(baseUrl), keys, ring.get());
    }
}
