package dev.linkspan.federation;

import dev.linkspan.client.FetchBudget;
import dev.linkspan.client.HostBudget;
import dev.linkspan.discovery.CollectionItem;
import dev.linkspan.discovery.CollectionItems;
import dev.linkspan.discovery.CollectionLimits;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.Origin;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.FollowersDigest;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Nothing is kept of what could not be settled: the next post brings the same again. So this never holds up what it came
 * with, and a stranger who says what is not true costs us one fetch from his own server in ten minutes. What we tell others
 * on his word goes to his own server, and is little, whoever says it.
 */
/** Settles who of ours follows an actor elsewhere, when that one's server says that it knows of others. Thread-safe. */
final class Reconciliation {

    /** How long an actor's followers are not looked into again. */
    static final Duration REST = Duration.ofMinutes(10);

    /** How long an actor whose word was the same as ours is believed. */
    static final Duration BRIEF_REST = Duration.ofMinutes(1);

    /** How long an actor rests in whose list nothing could be mended, as when actors that are no more stand in it. */
    static final Duration LONG_REST = Duration.ofDays(1);

    /** How many follows that we do not know of are taken back at once; each is a post. */
    static final int MAX_UNDONE = 10;

    /** How many ids that we do not know of are looked at for that. */
    static final int MAX_LOOKED_AT = 1_000;

    private static final String ALL = "";

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private static final FetchBudget BUDGET = new FetchBudget(24, 4L << 20, Duration.ofSeconds(20));
    private static final CollectionLimits LIMITS = new CollectionLimits(20_000, 10);

    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final Store store;
    private final Correspondents correspondents;
    private final Network network;
    private final OwnMessages messages;
    private final Executor executor;
    private final InstantSource clock;
    private final HostBudget hosts;
    private final HostBudget undos;
    private final Rests rests;

    Reconciliation(
            FederationAddresses addresses,
            OwnActors actors,
            Store store,
            Correspondents correspondents,
            Network network,
            OwnMessages messages,
            Executor executor,
            InstantSource clock) {
        this.addresses = addresses;
        this.actors = actors;
        this.store = store;
        this.correspondents = correspondents;
        this.network = network;
        this.messages = messages;
        this.executor = executor;
        this.clock = clock;
        // Many actors of one server together: ten at once, then one in ten seconds.
        this.hosts = new HostBudget(0.1, 10, clock);
        // For all servers together: whoever has many of them still has us tell little.
        this.undos = new HostBudget(2, 20, clock);
        this.rests = new Rests(LONG_REST, clock);
    }

    /**
     * Looks into it, later and elsewhere, unless there is too much to do.
     *
     * @param actor who said it: proven
     * @param said what it said about its followers here
     */
    void consider(String actor, CollectionSynchronization said) {
        if (!rests.has(actor)) {
            executor.execute(() -> attempt(actor, said));
        }
    }

    private void attempt(String actor, CollectionSynchronization said) {
        try {
            reconcile(actor, said);
        } catch (RetryLaterException e) {
            log.info(
                    "the followers of {} are not compared: {}",
                    LogText.of(actor),
                    LogText.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.warn("comparing the followers of {} failed", LogText.of(actor), e);
        }
    }

    private void reconcile(String actor, CollectionSynchronization said) throws RetryLaterException {
        Optional<Authority> host = Authority.of(actor);
        if (host.isEmpty()
                || actors.isAtOurs(actor)
                || rests.has(actor)
                || store.domainRules().isBlocked(host.get().host())) {
            return;
        }
        // First, as most often nothing differs; and what changes while theirs are fetched is left alone.
        List<FollowRelation> held = store.follows().of(Direction.FOLLOWING, actor);
        if (FollowersDigest.of(accepted(held)).equals(said.digest())) {
            rests.begin(actor, BRIEF_REST);
            return;
        }
        if (!hosts.take(host.get().toString()) || !rests.begin(actor, REST)) {
            return;
        }
        Optional<RemoteActor> found = correspondents.find(actor);
        if (found.isEmpty() || !isAboutOwn(found.get(), said)) {
            log.info("what {} says of followers is not about its own", LogText.of(actor));
            return;
        }
        switch (network.within(BUDGET).items(said.url(), LIMITS)) {
            case Missing missing ->
                log.info("the followers of {} cannot be compared: {}", LogText.of(actor), LogText.of(missing.detail()));
            case CollectionItems items -> settle(found.get(), said, held, items);
        }
    }

    /** An actor's followers are on its own server: else it could have us ask another one for another's. */
    private static boolean isAboutOwn(RemoteActor actor, CollectionSynchronization said) {
        return actor.followers()
                .filter(own -> Origin.same(own, actor.id()) && said.isAbout(own))
                .isPresent();
    }

    private static Set<String> accepted(List<FollowRelation> relations) {
        return relations.stream()
                .filter(relation -> relation.state() == State.ACCEPTED)
                .map(FollowRelation::local)
                .collect(Collectors.toSet());
    }

    private void settle(
            RemoteActor actor, CollectionSynchronization said, List<FollowRelation> held, CollectionItems items) {
        Set<String> theirs = new LinkedHashSet<>();
        items.items().stream().map(CollectionItem::id).flatMap(Optional::stream).forEach(theirs::add);
        // A list that was cut short, or that changed since, would end what holds.
        if (items.end() != CollectionItems.End.COMPLETE
                || !FollowersDigest.of(theirs).equals(said.digest())) {
            log.info("the followers of {} are not those announced: {}", LogText.of(actor.id()), items.detail());
            return;
        }
        int ended = 0;
        Map<String, FollowRelation> refused = new HashMap<>();
        for (FollowRelation relation : held) {
            switch (relation.state()) {
                case ACCEPTED -> {
                    boolean ends =
                            !theirs.remove(relation.local()) && store.follows().remove(relation, List.of());
                    ended += ends ? 1 : 0;
                }
                // The answer is on its way, or lost; only the one who was asked can give it.
                case PENDING -> theirs.remove(relation.local());
                case REJECTED -> refused.put(relation.local(), relation);
            }
        }
        List<String> unknown = unknown(theirs, actor);
        long undone = unknown.stream()
                .filter(local -> undos.take(ALL))
                .filter(local -> disown(local, actor, Optional.ofNullable(refused.get(local))))
                .count();
        if (ended == 0 && unknown.isEmpty()) {
            rests.set(actor.id(), LONG_REST);
        }
        log.info("the followings of {} are settled: {} ended, {} taken back", LogText.of(actor.id()), ended, undone);
    }

    /** Those of a list, besides whom we know of, whose Follow can be taken back; not all of many. */
    private List<String> unknown(Set<String> listed, RemoteActor actor) {
        // To an inbox elsewhere it would have us send to whomever it names.
        return Origin.same(actor.inbox(), actor.id())
                ? listed.stream()
                        .limit(MAX_LOOKED_AT)
                        .filter(id ->
                                addresses.handleOf(id).filter(actors::isPresent).isPresent())
                        .limit(MAX_UNDONE)
                        .toList()
                : List.of();
    }

    /**
     * Takes back a Follow that we know nothing of; the rest of what there is to take back, the next post brings.
     *
     * @param refused the relation, if it is remembered as refused: by us, if we were stopped between the two acts
     */
    private boolean disown(String local, RemoteActor actor, Optional<FollowRelation> refused) {
        FollowRelation none = new FollowRelation(
                Direction.FOLLOWING,
                local,
                actor.id(),
                Authority.of(actor.id()).orElseThrow().toString(),
                actor.inbox(),
                actor.sharedInbox(),
                State.REJECTED,
                messages.newId(),
                clock.instant());
        // A store tells only with a change. Two of them, so that a Follow that is being made is not taken back: whoever
        // makes one puts it in the place of what is refused.
        boolean free = refused.isPresent() || store.follows().put(Optional.empty(), none, List.of());
        String handle = addresses.handleOf(local).orElseThrow();
        return free && store.follows().remove(refused.orElse(none), List.of(messages.undoFollow(handle, none)));
    }
}
