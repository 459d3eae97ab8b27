package dev.linkspan.relay;

import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Fetched;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.JsonText;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A relay on the in-memory store whose network is a map of documents. */
final class RelayFixture {

    static final RelayIdentity R = RelayIdentity.at("https://relay.example");
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    final Store store = Store.inMemory();
    final Map<String, String> documents = new HashMap<>();
    final Relay relay;

    RelayFixture() {
        this(RelayPolicy.defaults());
    }

    RelayFixture(RelayPolicy policy) {
        this(policy, same -> same);
    }

    /** A relay that sees the store as another node lets it. */
    RelayFixture(UnaryOperator<Store> view) {
        this(RelayPolicy.defaults(), view);
    }

    private RelayFixture(RelayPolicy policy, UnaryOperator<Store> view) {
        DocumentClient client = this::get;
        KeyDirectory keys = new KeyDirectory(store, client, R.authority(), VerificationPolicy.FEDIVERSE, () -> NOW);
        relay = new Relay(
                R, policy, view.apply(store), keys.actors(), () -> NOW, RandomGenerator.of("L64X128MixRandom"));
    }

    private Fetched get(URI uri) {
        String document = documents.get(uri.toString());
        return document == null
                ? new Fetched.Refused(404, "nothing here")
                : new Fetched.Document(uri, Body.of(document));
    }

    /** A server's instance actor that can be fetched. */
    RelayFixture actor(String id, String type, String inbox, String sharedInbox) {
        documents.put(id, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"%s","inbox":"%s",
                 "endpoints":{"sharedInbox":"%s"}}""".formatted(id, type, inbox, sharedInbox));
        return this;
    }

    /** A host that already subscribes. */
    RelayFixture subscribed(String host, Style style) {
        String actor = "https://" + host + (style == Style.PUBLIC ? "/actor" : "/relay");
        actor(actor, "Application", actor + "/inbox", "https://" + host + "/inbox");
        store.subscriptions()
                .put(
                        new Subscription(
                                actor,
                                style,
                                host,
                                actor + "/inbox",
                                Optional.of("https://" + host + "/inbox"),
                                State.ACCEPTED,
                                "https://" + host + "/follow/1",
                                style == Style.PUBLIC ? "https://www.w3.org/ns/activitystreams#Public" : R.actor(),
                                style == Style.PUBLIC ? FollowBack.NONE : FollowBack.ACCEPTED,
                                style == Style.PUBLIC ? Optional.empty() : Optional.of(R.activity("follow-" + host)),
                                NOW),
                        List.of());
        return this;
    }

    List<LogEntry> log() {
        return store.log().read(0, 1000, Long.MAX_VALUE);
    }

    LogEntry onlyEntry() {
        List<LogEntry> log = log();
        if (log.size() != 1) {
            throw new AssertionError("expected one entry, found " + log);
        }
        return log.getFirst();
    }

    static Audience.Subscribers audience(LogEntry entry) {
        return (Audience.Subscribers) entry.audience();
    }

    static AsObject own(LogEntry entry) {
        if (JsonText.parse(entry.own().orElseThrow()) instanceof JsonText.Result.Document document) {
            return AsObject.of(document.object());
        }
        throw new AssertionError("not JSON: " + entry.own());
    }
}
