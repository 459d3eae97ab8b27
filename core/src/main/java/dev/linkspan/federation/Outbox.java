package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.EntityBuilder;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what our actors have to say: one append, whoever it goes to, but for servers with very many inboxes. */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** Only a server with very many receivers and no shared inbox needs more: others write in between. */
    private static final int ENTRIES_PER_ACT = 200;

    private final FederationAddresses addresses;
    private final Store store;
    private final OwnMessages messages;
    private final Supplier<Distribution> distributions;
    private final Shaping shaping;
    private final OutboxKeeper keeper;
    private final OwnActors actors;
    private final InstantSource clock;

    Outbox(
            FederationAddresses addresses,
            Store store,
            OwnMessages messages,
            Supplier<Distribution> distributions,
            Shaping shaping,
            OutboxKeeper keeper,
            OwnActors actors,
            InstantSource clock) {
        this.addresses = addresses;
        this.store = store;
        this.messages = messages;
        this.distributions = distributions;
        this.shaping = shaping;
        this.keeper = keeper;
        this.actors = actors;
        this.clock = clock;
    }

    /** Sends to those whom the activity names. */
    Sent send(String handle, Activity activity) {
        Activity addressed = Addressing.addressed(activity);
        Addressing addressing = Addressing.of(addressed, addresses, handle);
        return send(handle, addressed, addressing.recipients(), addressing.hidden());
    }

    /** Sends to these. */
    Sent send(String handle, Activity activity, Recipients recipients) {
        return send(handle, activity, recipients, Set.of());
    }

    private Sent send(String handle, Activity activity, Recipients recipients, Set<String> hidden) {
        Activity plain =
                Activity.of(Addressing.stripped(completed(handle, activity).json()));
        Activity sent = shaping.forAll(plain, addresses.actor(handle));
        Distribution distribution = distributions.get();
        Set<String> unnamed = Addressing.unnamed(activity, recipients.actors());
        unnamed.addAll(hidden);
        distribution.add(handle, recipients, unnamed);
        List<Map<String, String>> rounds = distribution.rounds();
        append(addresses.actor(handle), sent, entries(handle, sent, distribution));
        if (!distribution.crowded().isEmpty()) {
            log.warn(
                    "{} does not reach all its receivers on {}: too many of them without a shared inbox",
                    LogText.of(sent.id().orElseThrow()),
                    distribution.crowded());
        }
        int inboxes = rounds.stream().mapToInt(Map::size).sum();
        return new Sent(
                sent, inboxes, List.copyOf(distribution.local()), distribution.postponed(), distribution.unreached());
    }

    /**
     * What was sent before under this id is not sent again: a listener that hears of something twice answers once. Each act has a
     * key of its own, so that one that was interrupted goes on where it was.
     */
    private void append(String actor, Activity sent, List<NewEntry> entries) {
        int first = Math.min(entries.size(), ENTRIES_PER_ACT);
        keeper.append(actor, sent, entries.subList(0, first));
        for (int from = first; from < entries.size(); from += ENTRIES_PER_ACT) {
            store.log().append(entries.subList(from, Math.min(entries.size(), from + ENTRIES_PER_ACT)));
        }
    }

    /** The activity with its id and its actor. */
    private Activity completed(String handle, Activity activity) {
        String actor = addresses.actor(handle);
        if (actors.local(handle).isEmpty()) {
            throw OwnActors.unknown(handle);
        }
        if (activity.actorId().filter(given -> !given.equals(actor)).isPresent()) {
            throw new IllegalArgumentException(
                    "actor: " + activity.actorId().get() + " (expected: none, or " + actor + ")");
        }
        if (activity.id().filter(id -> !addresses.isOurs(id)).isPresent()) {
            throw new IllegalArgumentException(
                    "id: " + activity.id().get() + " (expected: none, or one on " + addresses.origin() + ")");
        }
        EntityBuilder<?> builder = activity.toBuilder();
        builder.id(activity.id().orElseGet(messages::newId));
        builder.set("actor", actor);
        return Activity.of(builder.build());
    }

    private List<NewEntry> entries(String handle, Activity sent, Distribution distribution) {
        Body body = JsonText.write(sent.json());
        List<Map<String, String>> rounds = distribution.rounds();
        Copies copies = shaping.copies(sent, addresses.actor(handle));
        // The first is there even if nobody gets it: it makes the id known, and keeps the activity to be fetched.
        Map<String, String> first = rounds.isEmpty() ? Map.of() : rounds.getFirst();
        String key = "out " + sent.id().orElseThrow();
        List<NewEntry> entries = new ArrayList<>(round(key, true, handle, sent, body, copies.byBytes(first)));
        entries.addAll(forUs(handle, sent, distribution, body));
        for (int round = 1; round < rounds.size(); round++) {
            entries.addAll(round(key + " " + round, false, handle, sent, body, copies.byBytes(rounds.get(round))));
        }
        return entries;
    }

    /** What goes to our own actors, and what has to be tried again. */
    private List<NewEntry> forUs(String handle, Activity sent, Distribution distribution, Body body) {
        String id = sent.id().orElseThrow();
        String sender = addresses.actor(handle);
        List<NewEntry> entries = new ArrayList<>();
        for (Optional<String> inbox : distribution.ours()) {
            entries.add(forUs(
                    "in " + inbox.orElse("") + " " + sender + " " + id,
                    sent,
                    OrderKeys.of(sent, id, sender),
                    Envelope.local(sender, inbox),
                    body));
        }
        for (String receiver : distribution.postponed()) {
            entries.add(forUs(
                    "later " + receiver + " " + id,
                    sent,
                    "later " + receiver + " " + OrderKeys.of(sent, id, sender),
                    Envelope.postponed(handle, receiver),
                    body));
        }
        return entries;
    }

    /**
     * The entries for one inbox of each host.
     *
     * @param first whether there has to be one for all, whoever gets it
     * @param byBytes the inboxes by the bytes that go there; empty stands for those that all get
     */
    private List<NewEntry> round(
            String key,
            boolean first,
            String handle,
            Activity sent,
            Body body,
            Map<Optional<Body>, Map<String, String>> byBytes) {
        Map<String, String> usual = byBytes.getOrDefault(Optional.<Body>empty(), Map.of());
        List<NewEntry> entries = new ArrayList<>();
        if (first || !usual.isEmpty()) {
            String id = sent.id().orElseThrow();
            OwnActivity own = new OwnActivity(
                    id, sent.typeName(), sent.objectId().orElse(id), Optional.empty(), body, clock.instant());
            entries.add(named(key, handle, sent, usual, Optional.empty(), Optional.of(own)));
        }
        byBytes.forEach((bytes, some) -> {
            if (bytes.isPresent()) {
                entries.add(named(key + " shape " + entries.size(), handle, sent, some, bytes, Optional.empty()));
            }
        });
        return entries;
    }

    private NewEntry named(
            String key,
            String handle,
            Activity sent,
            Map<String, String> inboxes,
            Optional<Body> bytes,
            Optional<OwnActivity> own) {
        String sender = addresses.actor(handle);
        String id = sent.id().orElseThrow();
        return new NewEntry(
                key,
                id,
                sent.typeName(),
                OrderKeys.of(sent, id, sender),
                new Audience.Named(sender, inboxes),
                bytes,
                own,
                Optional.empty(),
                clock.instant());
    }

    private NewEntry forUs(String key, Activity sent, String orderKey, Envelope envelope, Body body) {
        return new NewEntry(
                key,
                sent.id().orElseThrow(),
                sent.typeName(),
                orderKey,
                envelope.audience(),
                Optional.of(body),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }

    /**
     * Sends on what could not be sent at first, since its receiver's server did not say where its inbox is.
     *
     * @throws RetryLaterException if it still does not
     */
    void deliver(Inbound<Activity> postponed) throws RetryLaterException {
        String handle = postponed.inbox().orElseThrow();
        String receiver = postponed.actor();
        Distribution distribution = distributions.get();
        // Its own inbox, for nobody knows any more by which way it was addressed.
        distribution.add(handle, Recipients.ofActors(receiver), Set.of(receiver));
        if (!distribution.postponed().isEmpty()) {
            throw new RetryLaterException("the server of " + receiver + " cannot say where its inbox is");
        }
        Copies copies = shaping.copies(postponed.activity(), addresses.actor(handle));
        for (Map<String, String> inboxes : distribution.rounds()) {
            store.log()
                    .append(round(
                            "out " + postponed.id() + " " + receiver,
                            false,
                            handle,
                            postponed.activity(),
                            postponed.body(),
                            copies.byBytes(inboxes)));
        }
    }
}
