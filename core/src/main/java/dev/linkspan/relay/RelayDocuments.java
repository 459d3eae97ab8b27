package dev.linkspan.relay;

import dev.linkspan.discovery.HostMetaDocument;
import dev.linkspan.discovery.NodeInfoDocument;
import dev.linkspan.discovery.WebFingerDocument;
import dev.linkspan.discovery.WebFingerResource;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.store.Subscriptions;
import dev.linkspan.vocab.ActorDocument;
import dev.linkspan.vocab.CollectionPages;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The documents by which others know the relay: actor, collections, WebFinger, NodeInfo, host-meta. Each member is there
 * because some server insists on it. Thread-safe.
 */
public final class RelayDocuments {

    private static final String AS = "https://www.w3.org/ns/activitystreams";

    private final RelayIdentity identity;
    private final RelayPolicy policy;
    private final RelayProfile profile;
    private final Subscriptions subscriptions;
    private final Supplier<KeyRing> keys;
    private final InstantSource clock;

    /** Documents of a relay. */
    public RelayDocuments(
            RelayIdentity identity,
            RelayPolicy policy,
            RelayProfile profile,
            Subscriptions subscriptions,
            Supplier<KeyRing> keys,
            InstantSource clock) {
        this.identity = identity;
        this.policy = policy;
        this.profile = profile;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.clock = clock;
    }

    /** The actor, with the keys of this moment. */
    public JsonObject actor() {
        KeyRing ring = keys.get();
        List<ActorKey> others = ring.others(clock.instant());
        JsonObjectBuilder actor = JsonText.object()
                .add("@context", context(!others.isEmpty()))
                .add("id", identity.actor())
                // Friendica and PeerTube: an Application named relay at /actor is a relay.
                .add("type", "Application")
                .add("preferredUsername", "relay")
                // Pleroma refuses an actor without a name.
                .add("name", profile.name())
                .add("summary", profile.summary())
                .add("url", identity.origin() + "/")
                .add("inbox", identity.inbox())
                .add("outbox", identity.outbox())
                // Pleroma cannot connect without both collections.
                .add("followers", identity.followers())
                .add("following", identity.following())
                .add("endpoints", JsonText.object().add("sharedInbox", identity.inbox()))
                .add("manuallyApprovesFollowers", policy.follow() == RelayPolicy.Follow.APPROVAL)
                // Pleroma and its kin hide the Announces of an invisible actor.
                .add("invisible", true)
                .add("publicKey", ActorDocument.publicKey(shown(ring.shown()), identity.actor()));
        if (!others.isEmpty()) {
            JsonArrayBuilder methods = JsonText.array();
            others.forEach(key -> methods.add(ActorDocument.multikey(shown(key), identity.actor())));
            actor.add("assertionMethod", methods);
        }
        return actor.build();
    }

    private static JsonArrayBuilder context(boolean withMultikeys) {
        // Mastodon and Misskey look for the first, as this very string.
        JsonArrayBuilder context = JsonText.array().add(AS).add("https://w3id.org/security/v1");
        if (withMultikeys) {
            context.add("https://www.w3.org/ns/did/v1").add("https://w3id.org/security/multikey/v1");
        }
        return context.add(JsonText.object()
                .add("manuallyApprovesFollowers", "as:manuallyApprovesFollowers")
                .add("litepub", "http://litepub.social/ns#")
                .add("invisible", "litepub:invisible"));
    }

    private ActorDocument.ShownKey shown(ActorKey key) {
        return new ActorDocument.ShownKey(key.id(identity), key.pair().getPublic());
    }

    /** A collection that shows nothing: who subscribes is nobody's business. */
    public JsonObject emptyCollection(String id) {
        return new CollectionPages(id).whole(List.of()).json();
    }

    /**
     * The WebFinger answer for the relay under any of its names; empty for any other resource.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7033#section-4.4">RFC 7033 §4.4</a>
     */
    public Optional<JsonObject> webFinger(String resource) {
        boolean known = WebFingerResource.parse(resource)
                .map(asked -> switch (asked) {
                    case WebFingerResource.Account account ->
                        account.user().equalsIgnoreCase("relay")
                                && account.host().equals(identity.authority());
                    case WebFingerResource.Address address ->
                        List.of(identity.actor(), identity.origin(), identity.origin() + "/")
                                .contains(address.uri());
                })
                .orElse(false);
        return known ? Optional.of(webFinger()) : Optional.empty();
    }

    private JsonObject webFinger() {
        return WebFingerDocument.ofActor("relay@" + identity.authority(), identity.actor())
                .withProfilePage(identity.origin() + "/")
                .json();
    }

    /** Where the NodeInfo documents are, and which actor stands for this server (FEP-2677). */
    public JsonObject nodeInfoLinks() {
        return NodeInfoDocument.links(identity.origin(), Optional.of(identity.actor()));
    }

    /** The NodeInfo document. */
    public JsonObject nodeInfo(NodeInfoDocument.Version version) {
        JsonArrayBuilder peers = JsonText.array();
        subscribedAuthorities().forEach(peers::add);
        JsonObject metadata = JsonText.object()
                .add("nodeName", profile.name())
                .add("approval_required", policy.follow() == RelayPolicy.Follow.APPROVAL)
                .add("peers", peers)
                .build();
        return new NodeInfoDocument(
                        new NodeInfoDocument.Software("linkspan", profile.version()),
                        policy.follow() == RelayPolicy.Follow.OPEN,
                        new NodeInfoDocument.Usage(1, 1, 1, 0, 0),
                        metadata)
                .json(version);
    }

    private List<String> subscribedAuthorities() {
        return subscriptions.all().stream()
                .filter(s -> s.state() == State.ACCEPTED)
                .map(Subscription::authority)
                .distinct()
                .sorted()
                .toList();
    }

    /** The host-meta document. */
    public HostMetaDocument hostMeta() {
        return new HostMetaDocument(identity.origin());
    }
}
