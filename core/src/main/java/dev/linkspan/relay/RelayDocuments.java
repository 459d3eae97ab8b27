package dev.linkspan.relay;

import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.store.Subscriptions;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The documents by which others know the relay: actor, collections, WebFinger, NodeInfo, host-meta. Each member is there
 * because some server insists on it. Thread-safe.
 */
public final class RelayDocuments {

    private static final String AS = "https://www.w3.org/ns/activitystreams";
    private static final String NODEINFO = "http://nodeinfo.diaspora.software/ns/schema/";

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
                // One object, never a list, of which Pleroma would read nothing; in PEM, stricter parsers know no
                // other.
                .add(
                        "publicKey",
                        JsonText.object()
                                .add("id", ring.shown().id(identity))
                                .add("owner", identity.actor())
                                .add(
                                        "publicKeyPem",
                                        PemKeys.write(ring.shown().pair().getPublic())));
        if (!others.isEmpty()) {
            JsonArrayBuilder methods = JsonText.array();
            others.forEach(key -> methods.add(multikey(key)));
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

    /** A key beside the one that signs (FEP-521a). */
    private JsonObjectBuilder multikey(ActorKey key) {
        return JsonText.object()
                .add("id", key.id(identity))
                .add("type", "Multikey")
                .add("controller", identity.actor())
                .add("publicKeyMultibase", Multikeys.write(key.pair().getPublic()));
    }

    /** A collection that shows nothing: who subscribes is nobody's business. */
    public JsonObject emptyCollection(String id) {
        return JsonText.object()
                .add("@context", AS)
                .add("id", id)
                .add("type", "OrderedCollection")
                .add("totalItems", 0)
                .add("orderedItems", JsonText.array())
                .build();
    }

    /**
     * The WebFinger answer for the relay under any of its names; empty for any other resource.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7033#section-4.4">RFC 7033 §4.4</a>
     */
    public Optional<JsonObject> webFinger(String resource) {
        String handle = "relay@" + identity.authority();
        String asked = resource.strip();
        String account = asked.toLowerCase(Locale.ROOT);
        if (account.startsWith("acct:")) {
            account = account.substring("acct:".length());
        }
        if (account.startsWith("@")) {
            account = account.substring(1);
        }
        boolean known = account.equals(handle)
                || List.of(identity.actor(), identity.origin(), identity.origin() + "/")
                        .contains(asked);
        return known ? Optional.of(webFinger()) : Optional.empty();
    }

    private JsonObject webFinger() {
        return JsonText.object()
                .add("subject", "acct:relay@" + identity.authority())
                .add("aliases", JsonText.array().add(identity.actor()))
                .add(
                        "links",
                        JsonText.array()
                                .add(link("self", "application/activity+json", identity.actor()))
                                .add(link("self", "application/ld+json; profile=\"" + AS + "\"", identity.actor()))
                                .add(link(
                                        "http://webfinger.net/rel/profile-page", "text/html", identity.origin() + "/")))
                .build();
    }

    /** Where the NodeInfo documents are, and which actor stands for this server (FEP-2677). */
    public JsonObject nodeInfoLinks() {
        return JsonText.object()
                .add(
                        "links",
                        JsonText.array()
                                .add(JsonText.object()
                                        .add("rel", NODEINFO + "2.0")
                                        .add("href", identity.origin() + "/nodeinfo/2.0"))
                                .add(JsonText.object()
                                        .add("rel", NODEINFO + "2.1")
                                        .add("href", identity.origin() + "/nodeinfo/2.1"))
                                .add(JsonText.object()
                                        .add("rel", AS + "#Application")
                                        .add("href", identity.actor())))
                .build();
    }

    /**
     * The NodeInfo document.
     *
     * @param version {@code 2.0} or {@code 2.1}
     * @see <a href="https://nodeinfo.diaspora.software/schema.html">NodeInfo</a>
     */
    public JsonObject nodeInfo(String version) {
        JsonArrayBuilder peers = JsonText.array();
        List<String> authorities = subscribedAuthorities();
        authorities.forEach(peers::add);
        return JsonText.object()
                .add("version", version)
                .add("software", JsonText.object().add("name", "linkspan").add("version", profile.version()))
                .add("protocols", JsonText.array().add("activitypub"))
                .add(
                        "services",
                        JsonText.object().add("inbound", JsonText.array()).add("outbound", JsonText.array()))
                .add("openRegistrations", policy.follow() == RelayPolicy.Follow.OPEN)
                .add(
                        "usage",
                        JsonText.object()
                                .add(
                                        "users",
                                        JsonText.object()
                                                .add("total", 1)
                                                .add("activeMonth", 1)
                                                .add("activeHalfyear", 1))
                                .add("localPosts", 0)
                                .add("localComments", 0))
                .add(
                        "metadata",
                        JsonText.object()
                                .add("nodeName", profile.name())
                                .add("approval_required", policy.follow() == RelayPolicy.Follow.APPROVAL)
                                .add("peers", peers))
                .build();
    }

    private List<String> subscribedAuthorities() {
        return subscriptions.all().stream()
                .filter(s -> s.state() == State.ACCEPTED)
                .map(Subscription::authority)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The host-meta document in XML.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6415">RFC 6415</a>
     */
    public String hostMeta() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n"
                + "  <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"" + lrdd() + "\"/>\n"
                + "</XRD>\n";
    }

    /** The host-meta document in JSON. */
    public JsonObject hostMetaJson() {
        return JsonText.object()
                .add(
                        "links",
                        JsonText.array()
                                .add(JsonText.object()
                                        .add("rel", "lrdd")
                                        .add("type", "application/jrd+json")
                                        .add("template", lrdd())))
                .build();
    }

    private String lrdd() {
        return identity.origin() + "/.well-known/webfinger?resource={uri}";
    }

    private static JsonObjectBuilder link(String rel, String type, String href) {
        return JsonText.object().add("rel", rel).add("type", type).add("href", href);
    }
}
