package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A delivery on an in-memory store, in virtual time, towards a scripted transport. */
final class Rig implements AutoCloseable {

    /** What a listener heard. */
    record Heard(String lane, long offset, Outcome outcome) {}

    private static final PrivateKey KEY = key();

    final VirtualTime time;
    final VirtualTime.Clock clock;
    Store store = Store.inMemory();
    ScriptedTransport transport;
    SigningKeys keys = server -> signingKey();
    DeliverySettings settings = settings().build();
    KnockSettings knockSettings = KnockSettings.defaults();
    DoubleKnock knocks;
    Optional<ApplicationLane> application = Optional.empty();
    DeliveryFields fields = DeliveryFields.none();

    /** Whether the application takes its time from now on, and what it has begun. */
    boolean holdingHandlers;

    final List<Runnable> heldHandlers = new ArrayList<>();

    /** Whether whoever ends subscriptions is busy from now on, and what waits for that. */
    boolean holdingExpiries;

    final List<Runnable> heldExpiries = new ArrayList<>();

    /** What happens when a subscription is to end. */
    Runnable onExpired = () -> {};

    final List<DeliveryReport> reports = new ArrayList<>();
    final List<Heard> heard = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    Delivery delivery;

    private int number;
    private int starts;
    private Machine machine;

    Rig() {
        this(new VirtualTime());
    }

    Rig(VirtualTime time) {
        this.time = time;
        this.clock = time.clock(Duration.ZERO);
        this.transport = new ScriptedTransport(time);
        this.machine = new Machine(time);
    }

    static Rig started() {
        return new Rig().start();
    }

    Rig start() {
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void onOutcome(DeliveryReport report) {
                reports.add(report);
                heard.add(new Heard(report.authority(), report.offset(), report.outcome()));
            }

            @Override
            public void onSuspended(String lane) {
                events.add("suspended " + lane);
            }

            @Override
            public void onRevived(String lane) {
                events.add("revived " + lane);
            }

            @Override
            public void onExpired(String lane) {
                events.add("expired " + lane);
                onExpired.run();
            }
        };
        knocks = knocks(knockSettings, clock);
        delivery = Delivery.start(
                store,
                transport,
                knocks,
                keys,
                settings,
                listener,
                clock,
                new Random(++starts),
                machine,
                application,
                fields,
                workers());
        time.settle();
        return this;
    }

    private Workers workers() {
        Workers usual = machine.workers();
        return new Workers(
                usual.dispatcher(),
                usual.signers(),
                usual.readers(),
                usual.writer(),
                usual.keeper(),
                task -> {
                    if (holdingHandlers) {
                        heldHandlers.add(task);
                    } else {
                        usual.handlers().execute(task);
                    }
                },
                task -> {
                    if (holdingExpiries) {
                        heldExpiries.add(task);
                    } else {
                        usual.expirer().execute(task);
                    }
                },
                usual.shutdown());
    }

    /** The process dies: nothing more of it happens, what was not written is lost. */
    void crash() {
        machine.die();
        machine = new Machine(time);
        store.leases().leave(delivery.node()); // a store of one process knows that nobody else is alive
        transport.held.clear();
        heldHandlers.clear();
        ScriptedTransport next = new ScriptedTransport(time);
        next.script = transport.script;
        next.holding = transport.holding;
        next.sent.addAll(transport.sent);
        transport = next;
    }

    void subscribe(String authority) {
        subscribe(authority, Style.PUBLIC);
    }

    void subscribe(String authority, Style style) {
        store.subscriptions().put(subscription(authority, style), List.of());
        if (delivery != null) {
            time.settle();
        }
    }

    static Subscription subscription(String authority, Style style) {
        return new Subscription(
                "https://" + authority + "/actor",
                style,
                authority,
                "https://" + authority + "/inbox",
                Optional.empty(),
                State.ACCEPTED,
                "https://" + authority + "/follow",
                "as:Public",
                FollowBack.NONE,
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Appends an entry about an object of its own; its body is the text. */
    long append(String text) {
        return append(text, "object of " + text);
    }

    long appendOf(String type, String text) {
        NewEntry entry = entry(text, "object of " + text, everyone());
        AppendResult result = store.log()
                .append(new NewEntry(
                        entry.key(),
                        entry.activityId(),
                        type,
                        entry.orderKey(),
                        entry.audience(),
                        entry.received(),
                        entry.own(),
                        entry.undoes(),
                        entry.acceptedAt()));
        time.settle();
        return ((AppendResult.Appended) result).offset();
    }

    long append(String text, String orderKey) {
        return append(text, orderKey, everyone());
    }

    long append(String text, String orderKey, Audience audience) {
        AppendResult result = store.log().append(entry(text, orderKey, audience));
        time.settle();
        return ((AppendResult.Appended) result).offset();
    }

    /** Publishes so much at once that windows grow, all of which is taken. */
    void openWindow(int entries) {
        transport.holding = true;
        for (int i = 0; i < entries; i++) {
            append("before " + i);
        }
        while (!transport.held.isEmpty()) {
            transport.answerNext();
            time.settle();
        }
        transport.holding = false;
    }

    /** A control message to the authority's own inbox. */
    NewEntry control(String authority, String text) {
        return entry(text, "control " + text, new Audience.OneLane(authority, "https://" + authority + "/own/inbox"));
    }

    NewEntry entry(String text, String orderKey, Audience audience) {
        String id = "https://origin.example/" + number++;
        OwnActivity own = new OwnActivity(
                id + "/own", "Announce", orderKey, Optional.empty(), Body.of("own " + text), time.instant());
        return new NewEntry(
                id,
                id,
                "Create",
                orderKey,
                audience,
                Optional.of(Body.of(text)),
                Optional.of(own),
                Optional.empty(),
                time.instant());
    }

    /** What one of our actors sends to the shared inboxes of some hosts. */
    NewEntry sent(String type, String text, String orderKey, String... hosts) {
        NewEntry entry = entry(text, orderKey, named(hosts));
        return new NewEntry(
                entry.key(),
                entry.activityId(),
                type,
                orderKey,
                entry.audience(),
                Optional.empty(),
                entry.own(),
                Optional.empty(),
                entry.acceptedAt());
    }

    static Audience named(String... hosts) {
        Map<String, String> inboxes =
                Stream.of(hosts).collect(Collectors.toMap(host -> host, host -> "https://" + host + "/shared"));
        return new Audience.Named("https://app.example/users/u", inboxes);
    }

    /** From now on a host answers so. */
    void answers(String host, Exchange exchange) {
        Function<ScriptedTransport.Sent, Exchange> before = transport.script;
        transport.script = sent -> sent.host().equals(host) ? exchange : before.apply(sent);
    }

    DeliveryStatus.LaneStatus lane(String authority) {
        return delivery.status().lanes().stream()
                .filter(lane -> lane.authority().equals(authority))
                .findFirst()
                .orElseThrow();
    }

    List<Outcome> outcomes(String authority) {
        return heard.stream()
                .filter(h -> h.lane().equals(authority))
                .map(Heard::outcome)
                .toList();
    }

    @Override
    public void close() {
        delivery.close();
    }

    /** Settings that do not wait at the end. */
    static DeliverySettingsBuilder settings() {
        return DeliverySettings.builder().closeTimeout(Duration.ZERO);
    }

    static DoubleKnock knocks(InstantSource clock) {
        return knocks(KnockSettings.defaults(), clock);
    }

    private static DoubleKnock knocks(KnockSettings settings, InstantSource clock) {
        return new DoubleKnock(
                new NamedSigner(SignatureScheme.CAVAGE), new NamedSigner(SignatureScheme.RFC9421), settings, clock);
    }

    static SigningKey signingKey() {
        return new SigningKey("https://relay.example/actor#main-key", KEY);
    }

    static Audience everyone() {
        return new Audience.Subscribers(Form.RECEIVED, Form.OWN, Set.of());
    }

    private static PrivateKey key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds the fields that a signer of its scheme adds; the signature names key and time. */
    private record NamedSigner(SignatureScheme scheme) implements RequestSigner {

        @Override
        public RequestSigner alsoCovering(Collection<String> fieldNames) {
            return this;
        }

        @Override
        public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
            throw new AssertionError("a delivery has a body");
        }

        @Override
        public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
            String signature = key.keyId() + " at " + now;
            return switch (scheme) {
                case CAVAGE ->
                    Fields.of(
                            "Host",
                            message.targetUri().getRawAuthority(),
                            "Date",
                            now.toString(),
                            "Digest",
                            digest.digestField(),
                            "Signature",
                            signature);
                case RFC9421 ->
                    Fields.of(
                            "Content-Digest",
                            digest.contentDigestField(),
                            "Signature-Input",
                            "sig1=" + now,
                            "Signature",
                            signature);
            };
        }
    }
}
