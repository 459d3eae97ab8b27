package dev.linkspan.discovery;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.BudgetedTransport;
import dev.linkspan.client.FetchBudget;
import dev.linkspan.client.Transport;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.LogText;
import dev.linkspan.vocab.Ref;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The way to read what others publish. Every method asks other servers and blocks until they answered, which suits virtual
 * threads; answers are values, whatever a stranger did. Each call may spend {@link FetchBudget#DEFAULT}; the calls on what
 * {@link #within} gives share the budget given there. Nothing is cached. Every request, also after a redirect, passes the
 * address guard and the domain rules. Thread-safe.
 */
public final class Network {

    private final Function<FetchBudget, Web> webs;
    private final Optional<Web> shared;

    private Network(Function<FetchBudget, Web> webs, Optional<Web> shared) {
        this.webs = webs;
        this.shared = shared;
    }

    /**
     * The network as anybody sees it, for tools.
     *
     * @param transport sends the requests; stays open
     * @param guard asked before each request
     * @param clients makes what fetches documents
     */
    public static Network of(Transport transport, AddressGuard guard, DocumentClients clients) {
        return of(transport, guard, clients, System::nanoTime);
    }

    /**
     * The network as a server sees it: blocked hosts are not asked, and neither is the server itself.
     *
     * @param transport sends the requests; stays open
     * @param guard asked before each request
     * @param clients makes what fetches documents
     * @param rules which hosts are blocked
     * @param own our own hosts
     */
    public static Network of(
            Transport transport, AddressGuard guard, DocumentClients clients, DomainRules rules, Set<Authority> own) {
        return of(transport, new RuledGuard(guard, rules, own), clients);
    }

    static Network of(Transport transport, AddressGuard guard, DocumentClients clients, LongSupplier nanoTime) {
        DocumentReader reader = new DocumentReader();
        return new Network(
                budget -> {
                    BudgetedTransport budgeted = new BudgetedTransport(transport, budget, nanoTime);
                    return new Web(budgeted, guard, clients.over(budgeted, guard), reader);
                },
                Optional.empty());
    }

    /** The same network for one task, which begins now and may spend this. */
    public Network within(FetchBudget budget) {
        return new Network(webs, Optional.of(webs.apply(budget)));
    }

    /** The object of this id, from where its id says. */
    public ObjectLookup fetch(String id) {
        return new ObjectFetcher(web()).fetch(id);
    }

    /**
     * The object that somebody means: by its id, by the address of a page for people that names it, or, if it is an actor, by
     * its {@link Handle}. The id of what is found is its own and may be on another host than what was given.
     */
    public ObjectLookup find(String text) {
        if (isAddress(text)) {
            return new ObjectFetcher(web()).find(text);
        }
        return Handle.parse(text)
                .<ObjectLookup>map(handle -> switch (account(handle)) {
                    case Account account -> account.actor();
                    case Missing missing -> missing;
                })
                .orElseGet(() -> unusableName(text));
    }

    /**
     * What a document refers to. What it shows of its own origin is taken from there; everything else is fetched from its
     * own id.
     *
     * @param ref the reference
     * @param documentId the id of the document
     * @param trust why the document is believed
     */
    public ReferenceLookup resolve(Ref<?> ref, String documentId, Trust trust) {
        Optional<? extends Entity> embedded = ref.embedded();
        if (embedded.isPresent()
                && Trust.ofEmbedded(embedded.get(), documentId, trust).isTrusted()) {
            return new Resolved(embedded.get(), Trust.EMBEDDED_SAME_ORIGIN);
        }
        return ref.id()
                .<ReferenceLookup>map(id -> switch (fetch(id)) {
                    case FoundObject found -> new Resolved(found.view(), found.trust());
                    case Missing missing -> missing;
                })
                .orElseGet(() -> new Missing(Missing.Reason.UNUSABLE_NAME, "there is nothing that has an id"));
    }

    /** The account of a name, if name and actor name each other. */
    public AccountLookup account(Handle handle) {
        return new RoundTrip(web()).find(handle);
    }

    /** The account of an actor, if actor and name name each other. */
    public AccountLookup account(FoundObject actor) {
        return new RoundTrip(web()).confirm(actor);
    }

    /**
     * The items of a collection.
     *
     * @param collection its id
     * @param limits how many of them
     */
    public CollectionLookup items(String collection, CollectionLimits limits) {
        return new CollectionTraversal(web(), limits).read(collection);
    }

    /** What the host of a name says of it. Nobody confirms that; {@link #account(Handle)} asks. */
    public WebFingerLookup webFinger(Handle handle) {
        return new WebFingerClient(web()).look(handle);
    }

    /** What the host of an {@code http} or {@code https} URI says of it by WebFinger. */
    public WebFingerLookup webFinger(String uri) {
        return new WebFingerClient(web()).look(uri);
    }

    /** What a host says of itself by host-meta. */
    public HostMetaLookup hostMeta(Authority host) {
        return new HostMetaClient(web()).look(host.toString());
    }

    /** What a host says of itself by NodeInfo. */
    public NodeInfoLookup nodeInfo(Authority host) {
        return new NodeInfoClient(web()).look(host.toString());
    }

    /**
     * Whether an account moved. Both are fetched now, for what is remembered may be older than the move.
     *
     * @param from the id of the old actor
     * @param to the id of the new one
     */
    public ClaimCheck move(String from, String to) {
        return new MoveVerifier(web()).check(new MoveClaim(from, to));
    }

    /** Whether an author agreed to be quoted, answered, liked or announced. */
    public ClaimCheck authorization(AuthorizationClaim claim) {
        return new AuthorizationVerifier(web()).check(claim);
    }

    private Web web() {
        return shared.orElseGet(() -> webs.apply(FetchBudget.DEFAULT));
    }

    private static boolean isAddress(String text) {
        return text.regionMatches(true, 0, "https://", 0, 8) || text.regionMatches(true, 0, "http://", 0, 7);
    }

    private static Missing unusableName(String text) {
        return new Missing(
                Missing.Reason.UNUSABLE_NAME,
                "'" + LogText.of(text) + "' is neither a name like alice@social.example nor an https address");
    }
}
