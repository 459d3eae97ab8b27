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

/*
 * The lane is that of the host of whoever receives, not that of the inbox it names: else somebody could name another's
 * addresses as inboxes, let our posts to them fail, and so have our lane to that host pause.
 */
/**
 * Where an activity goes: recipients become inboxes, those of one server one shared inbox where they may, and what is
 * addressed to our own actors never leaves. One act at a time.
 */
final class Distribution {

    /** Of one host, that has no shared inbox: each takes an entry of the log, and a host may have any number of actors. */
    private static final int MAX_INBOXES = 100;

    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final Follows follows;
    private final Correspondents correspondents;
    private final DomainRules rules;
    private final Map<String, Set<String>> inboxes = new LinkedHashMap<>();
    private final Set<String> local = new LinkedHashSet<>();
    private final Set<String> postponed = new LinkedHashSet<>();
    private final Map<String, String> unreached = new LinkedHashMap<>();

    Distribution(
            FederationAddresses addresses,
            OwnActors actors,
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
            boolean own = hidden.contains(addresses.followers(handle));
            follows.inboxes(sender).forEach(follower -> addFollower(follower, own));
        }
        for (String id : recipients.actors()) {
            if (!id.equals(sender)) {
                addActor(id, hidden.contains(id));
            }
        }
        for (String inbox : recipients.inboxes()) {
            Optional<Authority> host = Authority.of(inbox);
            if (host.isEmpty()) {
                unreached.put(inbox, "this is no inbox");
            } else if (!addOurs(inbox)) {
                addInbox(host.get(), inbox);
            }
        }
    }

    private void addFollower(Follows.Inboxes follower, boolean hidden) {
        String inbox = hidden ? follower.inbox() : follower.sharedInbox().orElse(follower.inbox());
        Optional<Authority> host = Authority.of("https://" + follower.authority());
        if (host.isPresent() && !addOurs(follower.inbox())) {
            addInbox(host.get(), inbox);
        }
    }

    private void addActor(String id, boolean hidden) {
        if (addresses.isOurs(id)) {
            addHandle(id, addresses.handleOf(id));
            return;
        }
        try {
            Optional<RemoteActor> actor = correspondents.find(id);
            if (actor.isEmpty()) {
                unreached.put(id, "there is no such actor");
            } else {
                String own = actor.get().inbox();
                addInbox(
                        Authority.of(id).orElseThrow(),
                        hidden ? own : actor.get().sharedInbox().orElse(own));
            }
        } catch (RetryLaterException e) {
            postponed.add(id);
        }
    }

    /** Whether an inbox is of one of our own actors, who then gets it. */
    private boolean addOurs(String inbox) {
        if (!addresses.isOurs(inbox)) {
            return false;
        }
        addHandle(
                inbox,
                addresses
                        .pathOf(inbox)
                        .flatMap(path -> addresses.match(ActorPart.INBOX, path))
                        .map(values -> values.get(FederationAddresses.HANDLE)));
        return true;
    }

    private void addHandle(String id, Optional<String> handle) {
        handle.filter(actors::isPresent).ifPresentOrElse(local::add, () -> unreached.put(id, "there is no such actor"));
    }

    private void addInbox(Authority host, String inbox) {
        if (rules.isBlocked(host.host()) || rules.isBlockedAt(inbox)) {
            unreached.put(inbox, host.host() + " is blocked");
            return;
        }
        Set<String> ofHost = inboxes.computeIfAbsent(host.toString(), authority -> new LinkedHashSet<>());
        if (ofHost.contains(inbox) || ofHost.size() < MAX_INBOXES) {
            ofHost.add(inbox);
        } else {
            unreached.put(inbox, host + " has more than " + MAX_INBOXES + " receivers and no shared inbox");
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

    /** Whose server could not say just now where their inbox is. */
    Set<String> postponed() {
        return postponed;
    }

    Map<String, String> unreached() {
        return unreached;
    }
}
