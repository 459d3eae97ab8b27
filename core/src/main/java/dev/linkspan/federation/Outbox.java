package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.EntityBuilder;
import dev.linkspan.vocab.JsonText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Sends what our actors have to say: one append, whoever it goes to. */
final class Outbox {

    private final FederationAddresses addresses;
    private final Store store;
    private final OwnMessages messages;
    private final Supplier<Distribution> distributions;
    private final DocumentSigner signer;
    private final InstantSource clock;

    Outbox(
            FederationAddresses addresses,
            Store store,
            OwnMessages messages,
            Supplier<Distribution> distributions,
            DocumentSigner signer,
            InstantSource clock) {
        this.addresses = addresses;
        this.store = store;
        this.messages = messages;
        this.distributions = distributions;
        this.signer = signer;
        this.clock = clock;
    }

    /** Sends to those whom the activity names. */
    Sent send(String handle, Activity activity) {
        Addressing addressing = Addressing.of(activity, addresses, handle);
        return send(handle, activity, addressing.recipients(), addressing.hidden());
    }

    Sent send(String handle, Activity activity, Recipients recipients, Set<String> hidden) {
        boolean isPublic = Addressing.of(activity, addresses, handle).isPublic();
        Activity plain = Addressing.stripped(completed(handle, activity));
        Activity sent = signer.signed(plain, addresses.actor(handle), isPublic);
        Distribution distribution = distributions.get();
        distribution.add(handle, recipients, hidden);
        List<Map<String, String>> rounds = distribution.rounds();
        // What was sent before under this id is not sent again: a listener that hears of something twice answers once.
        store.log().append(entries(handle, sent, rounds, distribution.local()));
        int inboxes = rounds.stream().mapToInt(Map::size).sum();
        return new Sent(sent, inboxes, distribution.local(), distribution.unreached());
    }

    /** The activity with its id and its actor. */
    private Activity completed(String handle, Activity activity) {
        String actor = addresses.actor(handle);
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

    private List<NewEntry> entries(String handle, Activity sent, List<Map<String, String>> rounds, List<String> local) {
        Instant now = clock.instant();
        String id = sent.id().orElseThrow();
        Body body = JsonText.write(sent.json());
        Optional<OwnActivity> own = Optional.of(
                new OwnActivity(id, sent.typeName(), sent.objectId().orElse(id), Optional.empty(), body, now));
        List<NewEntry> entries = new ArrayList<>();
        // The first is there even if nobody gets it: it makes the id known, and keeps the activity to be fetched.
        for (int round = 0; round < Math.max(1, rounds.size()); round++) {
            Map<String, String> inboxes = rounds.isEmpty() ? Map.of() : rounds.get(round);
            entries.add(new NewEntry(
                    "out " + id + (round == 0 ? "" : " " + round),
                    id,
                    sent.typeName(),
                    orderKey(sent, id),
                    new Audience.Named(addresses.actor(handle), inboxes),
                    Optional.empty(),
                    own,
                    Optional.empty(),
                    now));
        }
        for (String receiver : local) {
            entries.add(new NewEntry(
                    "in " + receiver + " " + addresses.actor(handle) + " " + id,
                    id,
                    sent.typeName(),
                    OrderKeys.of(sent, id, addresses.actor(handle)),
                    new Audience.Application(
                            Envelope.local(addresses.actor(handle), receiver).note()),
                    Optional.of(body),
                    Optional.empty(),
                    Optional.empty(),
                    now));
        }
        return entries;
    }

    /** What a Delete must not overtake: the Create of the same object. */
    private String orderKey(Activity sent, String id) {
        return OrderKeys.of(sent, id, sent.actorId().orElse(""));
    }
}
