package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Nothing is kept of what could not be settled: the next post brings the same again. So this never holds up what it came
 * with, and a stranger who says what is not true costs us one fetch from his own server in ten minutes.
 */
/** Settles who of ours follows an actor elsewhere, when that one's server says that it knows of others. Thread-safe. */
final class Reconciliation {

    /** How long an actor's followers are not looked into again. */
    static final Duration REST = Duration.ofMinutes(10);

    /** How many follows that we do not know of are taken back at once; each is a post. */
    static final int MAX_UNDONE = 100;

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
    private final Cache<String, Boolean> resting;

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
        this.resting = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REST)
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run) // what is evicted costs too little for a thread
                .build();
    }

    /**
     * Looks into it, later and elsewhere, unless there is too much to do.
     *
     * @param actor who said it: proven
     * @param said what it said about its followers here
     */
    void consider(String actor, CollectionSynchronization said) {
        if (!isResting(actor)) {
            executor.execute(() -> attempt(actor, said));
        }
    }

    private boolean isResting(String actor) {
        return resting.getIfPresent(actor) != null;
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
                || isResting(actor)
                || store.domainRules().isBlocked(host.get().host())) {
            return;
        }
        // First, as most often nothing differs; and what changes while theirs are fetched is left alone.
        List<FollowRelation> held = store.follows().of(actor).stream()
                .filter(relation -> relation.direction() == Direction.FOLLOWING)
                .toList();
        if (FollowersDigest.of(locals(held, State.ACCEPTED)).equals(said.digest())
                || !hosts.take(host.get().toString())
                || resting.asMap().putIfAbsent(actor, true) != null) {
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

    private static Set<String> locals(List<FollowRelation> relations, State state) {
        return relations.stream()
                .filter(relation -> relation.state() == state)
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
        int accepted = 0;
        for (FollowRelation relation : held) {
            boolean known = theirs.remove(relation.local());
            if (relation.state() == State.ACCEPTED && !known) {
                ended += store.follows().remove(relation, List.of()) ? 1 : 0;
            } else if (relation.state() == State.PENDING && known) {
                accepted +=
                        store.follows().put(Optional.of(relation), relation.with(State.ACCEPTED), List.of()) ? 1 : 0;
            }
        }
        long undone = theirs.stream()
                .filter(id -> addresses.handleOf(id).isPresent())
                .limit(MAX_UNDONE)
                .filter(local -> disown(local, actor))
                .count();
        log.info(
                "the followings of {} are settled: {} ended, {} accepted, {} taken back",
                LogText.of(actor.id()),
                ended,
                accepted,
                undone);
    }

    /** Takes back a Follow that we know nothing of; the rest of what there is to take back, the next post brings. */
    private boolean disown(String local, RemoteActor actor) {
        Optional<String> handle = addresses.handleOf(local).filter(actors::isPresent);
        if (handle.isEmpty()) {
            return false;
        }
        FollowRelation refused = new FollowRelation(
                Direction.FOLLOWING,
                local,
                actor.id(),
                Authority.of(actor.id()).orElseThrow().toString(),
                actor.inbox(),
                actor.sharedInbox(),
                State.REJECTED,
                messages.newId(),
                clock.instant());
        // One act with seeing that there still is none: else it would take back a Follow that is being made.
        boolean told =
                store.follows().put(Optional.empty(), refused, List.of(messages.undoFollow(handle.get(), refused)));
        if (told) {
            store.follows().remove(refused, List.of());
        }
        return told;
    }
}
