package dev.linkspan.federation;

import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.Authority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an activity goes: recipients become inboxes, those of one server one shared inbox where they may, and what is
 * addressed to our own actors never leaves. One act at a time.
 */
final class Distribution {

    private final FederationAddresses addresses;
    private final ActorSource actors;
    private final Follows follows;
    private final Correspondents correspondents;
    private final DomainRules rules;
    private final Map<String, Set<String>> inboxes = new LinkedHashMap<>();
    private final Set<String> local = new LinkedHashSet<>();
    private final Map<String, String> unreached = new LinkedHashMap<>();

    Distribution(
            FederationAddresses addresses,
            ActorSource actors,
            Follows follows,
            Correspondents correspondents,
            DomainRules rules) {
        this.addresses = addresses;
        this.actors = actors;
        this.follows = follows;
        this.correspondents = correspondents;
        this.rules = rules;
    }

    /**
     * Adds recipients.
     *
     * @param hidden those of them whose own inbox must be used: nothing in the activity says that it is for them
     */
    void add(String handle, Recipients recipients, Set<String> hidden) {
        String sender = addresses.actor(handle);
        if (recipients.followers()) {
            for (Follows.Inboxes follower : follows.inboxes(sender)) {
                // Who follows from our own server is known by its inbox.
                addInbox(follower.sharedInbox().orElse(follower.inbox()), follower.inbox());
            }
        }
        for (String id : recipients.actors()) {
            if (!id.equals(sender)) {
                addActor(id, hidden.contains(id));
            }
        }
        recipients.inboxes().forEach(inbox -> addInbox(inbox, inbox));
    }

    private void addActor(String id, boolean hidden) {
        if (addresses.isOurs(id)) {
            addOurs(id);
            return;
        }
        try {
            Optional<RemoteActor> actor = correspondents.find(id);
            if (actor.isEmpty()) {
                unreached.put(id, "there is no such actor");
            } else {
                String own = actor.get().inbox();
                addInbox(hidden ? own : actor.get().sharedInbox().orElse(own), own);
            }
        } catch (RetryLaterException e) {
            unreached.put(id, String.valueOf(e.getMessage()));
        }
    }

    private void addOurs(String id) {
        Optional<String> handle =
                addresses.handleOf(id).filter(name -> actors.find(name).orElse(null) instanceof LocalActor.Present);
        handle.ifPresentOrElse(local::add, () -> unreached.put(id, "there is no such actor"));
    }

    private void addInbox(String inbox, String own) {
        if (addresses.isOurs(own)) {
            addresses
                    .pathOf(own)
                    .flatMap(path -> addresses.match(ActorPart.INBOX, path))
                    .map(values -> values.get(FederationAddresses.HANDLE))
                    .ifPresent(local::add);
            return;
        }
        Optional<Authority> authority = Authority.of(inbox);
        if (authority.isEmpty()) {
            unreached.put(inbox, "this is no inbox");
        } else if (rules.isBlocked(authority.get().host())) {
            unreached.put(inbox, authority.get().host() + " is blocked");
        } else {
            inboxes.computeIfAbsent(authority.get().toString(), host -> new LinkedHashSet<>())
                    .add(inbox);
        }
    }

    /** The inboxes: of each server one in each of these maps, so that it takes as many entries of the log. */
    List<Map<String, String>> rounds() {
        List<Map<String, String>> rounds = new ArrayList<>();
        inboxes.forEach((authority, of) -> {
            int round = 0;
            for (String inbox : of) {
                if (round == rounds.size()) {
                    rounds.add(new LinkedHashMap<>());
                }
                rounds.get(round++).put(authority, inbox);
            }
        });
        return rounds;
    }

    List<String> local() {
        return List.copyOf(local);
    }

    Map<String, String> unreached() {
        return unreached;
    }
}
