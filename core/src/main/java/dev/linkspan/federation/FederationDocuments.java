package dev.linkspan.federation;

import dev.linkspan.client.HostBudget;
import dev.linkspan.discovery.HostMetaDocument;
import dev.linkspan.discovery.NodeInfoDocument;
import dev.linkspan.discovery.WebFingerDocument;
import dev.linkspan.discovery.WebFingerResource;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.CollectionPages;
import dev.linkspan.vocab.CollectionPages.Part;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Ref;
import dev.linkspan.vocab.Tombstone;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** What the federation shows to others: actors, collections, objects, activities, and itself. Thread-safe; may block. */
public final class FederationDocuments {

    private static final int PAGE = 40;

    /** The server's own actor publishes nothing and follows nobody; Pleroma wants to see that it does not. */
    private static final Set<String> INSTANCE_COLLECTIONS =
            Set.of("/actor/outbox", "/actor/followers", "/actor/following");

    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final Store store;
    private final Map<UriTemplate, ObjectSource> objects;
    private final Map<UriTemplate, CollectionSource> collections;
    private final NodeInfoDocument.Software software;
    private final Supplier<NodeInfoDocument.Usage> usage;
    private final AccessRule access;
    private final PartialFollowers followers;
    private final boolean synchronizes;
    private final HostBudget lists;

    FederationDocuments(
            FederationAddresses addresses, OwnActors actors, FederationBuilder settings, AccessRule access) {
        this.addresses = addresses;
        this.actors = actors;
        this.store = settings.store;
        this.objects = Map.copyOf(settings.paths.objects);
        this.collections = collections(settings);
        this.software = settings.software;
        this.usage = settings.usage;
        this.access = access;
        this.followers = new PartialFollowers(settings.store.follows());
        this.synchronizes = settings.followersSynchronization;
        // Some for the many actors that a server may have to compare; each is a look into the store, and up to 5,000
        // ids.
        this.lists = new HostBudget(0.5, 30, settings.clock);
    }

    /** Those of the application, and those that the store keeps for it. */
    private Map<UriTemplate, CollectionSource> collections(FederationBuilder settings) {
        Map<UriTemplate, CollectionSource> all = new LinkedHashMap<>(settings.paths.collections);
        settings.paths.parts.forEach((part, items) -> all.put(addresses.partTemplate(part), items));
        OutboxRules kept = settings.outboxRules();
        if (kept.keepsOutbox()) {
            all.put(addresses.partTemplate(ActorPart.OUTBOX), kept(Shelf.OUTBOX));
        }
        if (kept.keepsLiked()) {
            all.put(addresses.partTemplate(ActorPart.LIKED), kept(Shelf.LIKED));
        }
        return Map.copyOf(all);
    }

    private CollectionSource kept(Shelf shelf) {
        return new KeptCollection(store.outboxes(), shelf, addresses, this::isStillThere);
    }

    /** What is at a path. */
    public sealed interface Shown {

        /**
         * A document.
         *
         * @param json the document
         */
        record Document(JsonObject json) implements Shown {}

        /**
         * Something was there and is gone for good.
         *
         * @param tombstone what is left of it
         */
        record Gone(JsonObject tombstone) implements Shown {}

        /** Nothing, or nothing for whoever asks. */
        record Nothing() implements Shown {}

        /** Something, perhaps; but whoever asks has to say who it is. */
        record Unauthorized() implements Shown {}

        /** Something, perhaps; but whoever asks has asked too often. */
        record TooOften() implements Shown {}

        /** The path is none of ours. */
        record NotOurs() implements Shown {}
    }

    /**
     * What is at a path of an ActivityStreams document.
     *
     * @param path the path exactly as on the request line
     * @param query the query without the question mark
     * @param requester who asks
     */
    public Shown at(String path, String query, Requester requester) {
        if (FederationAddresses.INSTANCE_ACTOR.match(path).isPresent()) {
            return document(actors.instanceDocument());
        }
        if (INSTANCE_COLLECTIONS.contains(path)) {
            return document(new CollectionPages(addresses.origin() + path).whole(List.of()));
        }
        Optional<Shown> found = found(path, query, requester);
        if (found.isEmpty()) {
            return new Shown.NotOurs();
        }
        return access.allows(path, requester) ? found.get() : new Shown.Unauthorized();
    }

    /** Whether there is a document at a path for somebody, if the {@link AccessRule} were not asked. */
    boolean isThere(String path, Requester requester) {
        return found(path, "", requester)
                .filter(Shown.Document.class::isInstance)
                .isPresent();
    }

    private Optional<Shown> found(String path, String query, Requester requester) {
        return actor(path)
                .or(() -> part(path, query, requester))
                .or(() -> object(path, requester))
                .or(() -> collection(path, query, requester))
                .or(() -> activity(path, requester));
    }

    private Optional<Shown> actor(String path) {
        return addresses.actors().match(path).map(values -> {
            String handle = handle(values);
            return actors.local(handle)
                    .map(actor -> switch (actor) {
                        case LocalActor.Present present -> document(actors.document(handle, present));
                        case LocalActor.Gone gone -> tombstone(addresses.actor(handle), gone);
                    })
                    .orElseGet(Shown.Nothing::new);
        });
    }

    private static String handle(Map<String, String> values) {
        return values.getOrDefault(FederationAddresses.HANDLE, "");
    }

    private static Shown tombstone(String id, LocalActor.Gone gone) {
        return new Shown.Gone(
                Tombstone.builder().id(id).deleted(gone.since()).build().json());
    }

    private Optional<Shown> part(String path, String query, Requester requester) {
        for (ActorPart part : ActorPart.values()) {
            Optional<Map<String, String>> values = addresses.match(part, path);
            boolean ours = part != ActorPart.LIKED || collections.containsKey(addresses.partTemplate(part));
            if (ours && values.isPresent()) {
                return Optional.of(part(part, values.get(), path, query, requester));
            }
        }
        return Optional.empty();
    }

    private Shown part(ActorPart part, Map<String, String> values, String path, String query, Requester requester) {
        String handle = handle(values);
        if (!actors.isPresent(handle)) {
            return new Shown.Nothing();
        }
        CollectionPages pages = new CollectionPages(addresses.origin() + path);
        CollectionSource own = collections.get(addresses.partTemplate(part));
        if (own != null) {
            return collection(pages, own, values, query, requester);
        }
        return switch (part) {
            // People look there, and readers that wonder whether it exists.
            case INBOX, OUTBOX, FEATURED, LIKED -> document(pages.whole(List.of()));
            case FOLLOWERS -> relations(pages, handle, Direction.FOLLOWER, query);
            case FOLLOWING -> relations(pages, handle, Direction.FOLLOWING, query);
            case FOLLOWERS_SYNCHRONIZATION -> followersOf(requester, pages, handle, query);
        };
    }

    private Shown relations(CollectionPages pages, String handle, Direction direction, String query) {
        String local = addresses.actor(handle);
        OptionalLong count = OptionalLong.of(store.follows().count(direction, local, State.ACCEPTED));
        return switch (CollectionPages.asked(query)) {
            case Part.Whole whole -> document(pages.paged(count));
            case Part.Page page -> {
                Follows.Page found = store.follows().page(direction, local, State.ACCEPTED, page.cursor(), PAGE);
                yield document(pages.page(page.cursor(), links(found.relations()), found.next(), count));
            }
            case Part.Unknown unknown -> new Shown.Nothing();
        };
    }

    private static List<Ref<Entity>> links(List<FollowRelation> relations) {
        return relations.stream()
                .<Ref<Entity>>map(relation -> new Ref.Link<>(relation.remote()))
                .toList();
    }

    /** The followers on the requester's own server, all in one: Mastodon reads no second page. */
    private Shown followersOf(Requester requester, CollectionPages pages, String handle, String query) {
        if (!synchronizes || !query.isEmpty()) {
            return new Shown.Nothing();
        }
        Optional<String> who = requester.actor();
        Optional<Authority> server = who.flatMap(Authority::of);
        if (server.isEmpty()) {
            return new Shown.Unauthorized();
        }
        if (!lists.take(server.get().toString())) {
            return new Shown.TooOften();
        }
        return followers
                .of(addresses.actor(handle), who.get())
                .map(ids -> document(
                        pages.whole(ids.stream().<Ref<Entity>>map(Ref.Link::new).toList())))
                .orElseGet(Shown.Nothing::new);
    }

    private Optional<Shown> object(String path, Requester requester) {
        for (Map.Entry<UriTemplate, ObjectSource> entry : objects.entrySet()) {
            Optional<Map<String, String>> values = entry.getKey().match(path);
            if (values.isPresent()) {
                return Optional.of(entry.getValue()
                        .find(values.get(), requester)
                        .map(FederationDocuments::shown)
                        .orElseGet(Shown.Nothing::new));
            }
        }
        return Optional.empty();
    }

    private static Shown shown(Entity entity) {
        JsonObject document = Addressing.stripped(entity.json());
        return entity.is("Tombstone") ? new Shown.Gone(document) : new Shown.Document(document);
    }

    private Optional<Shown> collection(String path, String query, Requester requester) {
        for (Map.Entry<UriTemplate, CollectionSource> entry : collections.entrySet()) {
            Optional<Map<String, String>> values = entry.getKey().match(path);
            if (values.isPresent()) {
                CollectionPages pages = new CollectionPages(addresses.origin() + path);
                return Optional.of(collection(pages, entry.getValue(), values.get(), query, requester));
            }
        }
        return Optional.empty();
    }

    private static Shown collection(
            CollectionPages pages,
            CollectionSource source,
            Map<String, String> values,
            String query,
            Requester requester) {
        return switch (CollectionPages.asked(query)) {
            case Part.Whole whole ->
                source.isThere(values, requester) ? document(pages.paged(source.count(values))) : new Shown.Nothing();
            case Part.Page page ->
                source.page(values, page.cursor(), requester)
                        .map(found ->
                                document(pages.page(page.cursor(), found.items(), found.next(), source.count(values))))
                        .orElseGet(Shown.Nothing::new);
            case Part.Unknown unknown -> new Shown.Nothing();
        };
    }

    /** What we sent can be fetched from its id: by everybody if it is public, else by those to whom it is addressed. */
    private Optional<Shown> activity(String path, Requester requester) {
        if (FederationAddresses.ACTIVITIES.match(path).isEmpty()) {
            return Optional.empty();
        }
        Optional<Activity> activity = store.log()
                .own(addresses.origin() + path)
                .map(OwnActivity::body)
                .flatMap(body -> JsonText.parse(body) instanceof JsonText.Result.Document document
                        ? Optional.of(Activity.of(document.object()))
                        : Optional.empty());
        return Optional.of(activity.filter(found -> maySee(found, requester))
                .map(found -> made(found, requester))
                .orElseGet(Shown.Nothing::new));
    }

    /** What made an object that is no more must not show it for ever. */
    private Shown made(Activity activity, Requester requester) {
        return ended(activity, requester).orElseGet(() -> document(activity));
    }

    private boolean isStillThere(Activity activity, Requester requester) {
        return ended(activity, requester).isEmpty();
    }

    /** What is where an object that an activity made was; empty if the object is there, or not the application's to show. */
    private Optional<Shown> ended(Activity activity, Requester requester) {
        boolean makes = activity.is("Create") || activity.is("Update");
        Optional<Shown> object = makes
                ? activity.objectId().flatMap(addresses::pathOf).flatMap(path -> object(path, requester))
                : Optional.empty();
        return object.filter(shown -> !(shown instanceof Shown.Document));
    }

    private boolean maySee(Activity activity, Requester requester) {
        if (Addressing.isPublic(activity)) {
            return true;
        }
        Set<String> addressed = Addressing.open(activity);
        Optional<String> actor = requester.actor();
        return actor.isPresent()
                && (addressed.contains(actor.get()) || addressed.stream().anyMatch(id -> follows(actor.get(), id)));
    }

    private boolean follows(String actor, String collection) {
        return addresses
                .handleOfFollowers(collection)
                .flatMap(handle -> store.follows().find(Direction.FOLLOWER, addresses.actor(handle), actor))
                .filter(relation -> relation.state() == State.ACCEPTED)
                .isPresent();
    }

    private static Shown document(Entity entity) {
        return new Shown.Document(Addressing.stripped(entity.json()));
    }

    /**
     * What WebFinger says of one of our actors, by its handle on either host or by its id.
     *
     * @param resource the resource as asked for
     */
    public Optional<JsonObject> webFinger(String resource) {
        return WebFingerResource.parse(resource).flatMap(asked -> switch (asked) {
            case WebFingerResource.Account account ->
                account.host().equals(addresses.handleHost()) || account.host().equals(addresses.authority())
                        ? ofHandle(account.user())
                        : Optional.empty();
            case WebFingerResource.Address address -> ofAddress(address.uri());
        });
    }

    private Optional<JsonObject> ofHandle(String user) {
        if (user.equalsIgnoreCase(addresses.authority().host())) {
            return Optional.of(WebFingerDocument.ofActor(
                            addresses.authority().host() + "@" + addresses.handleHost(), addresses.instanceActor())
                    .json());
        }
        // As written first: an application may tell Alice from alice, and most do not.
        return ofActor(user).or(() -> ofActor(user.toLowerCase(Locale.ROOT)));
    }

    private Optional<JsonObject> ofAddress(String uri) {
        if (uri.equals(addresses.instanceActor())) {
            return ofHandle(addresses.authority().host());
        }
        return addresses.handleOf(uri).flatMap(this::ofActor);
    }

    private Optional<JsonObject> ofActor(String handle) {
        return actors.present(handle).map(present -> ofPresent(handle, present));
    }

    private JsonObject ofPresent(String handle, LocalActor.Present present) {
        Actor profile = present.profile();
        String name = profile.preferredUsername().orElse(handle);
        WebFingerDocument found =
                WebFingerDocument.ofActor(name + "@" + addresses.handleHost(), addresses.actor(handle));
        return profile.url().id().map(found::withProfilePage).orElse(found).json();
    }

    /** Where the NodeInfo documents are. */
    public JsonObject nodeInfoLinks() {
        return NodeInfoDocument.links(addresses.origin(), Optional.of(addresses.instanceActor()));
    }

    /** The NodeInfo document. */
    public JsonObject nodeInfo(NodeInfoDocument.Version version) {
        return new NodeInfoDocument(
                        software, false, usage.get(), JsonText.object().build())
                .json(version);
    }

    /** The host-meta document. */
    public HostMetaDocument hostMeta() {
        return new HostMetaDocument(addresses.origin());
    }
}
