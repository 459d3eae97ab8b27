package dev.linkspan.federation;

import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.Authority;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Of one host, that has no shared inbox: each takes an entry of the log. As many as are compared by FEP-8fcf. */
    private static final int MAX_FOLLOWERS = PartialFollowers.MOST;

    /** Of one host: a follower asked for it, but a stranger's post may name any number whom an answer then names. */
    private static final int MAX_NAMED = 1_000;

    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final Follows follows;
    private final Correspondents correspondents;
    private final DomainRules rules;
    private final Map<String, Set<String>> inboxes = new LinkedHashMap<>();
    private final Share followers = new Share(MAX_FOLLOWERS, new HashMap<>());
    private final Share named = new Share(MAX_NAMED, new HashMap<>());
    private final Set<String> localFollowers = new LinkedHashSet<>();
    private final Set<String> localNamed = new LinkedHashSet<>();
    private final Set<String> postponed = new LinkedHashSet<>();
    private final Map<String, String> unreached = new LinkedHashMap<>();
    private final Set<String> crowded = new LinkedHashSet<>();

    /** So many inboxes of each host. */
    private record Share(int most, Map<String, Integer> taken) {

        boolean take(String authority) {
            return taken.merge(authority, 1, (before, one) -> Math.min(before + one, most + 1)) <= most;
        }
    }

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
     * @param hidden those of them whose own inbox must be used: nothing in the activity that all read says that it is for them
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
            } else if (addresses.isOurs(inbox)) {
                addHandle(inbox, handleOfInbox(inbox));
            } else {
                addInbox(named, host.get(), inbox);
            }
        }
    }

    private void addFollower(Follows.Inboxes follower, boolean hidden) {
        String own = follower.inbox();
        if (addresses.isOurs(own)) {
            // The application is not asked for each of them: there may be as many as it has actors.
            handleOfInbox(own).ifPresent(localFollowers::add);
            return;
        }
        String inbox = hidden ? own : follower.sharedInbox().orElse(own);
        Authority.of("https://" + follower.authority()).ifPresent(host -> addInbox(followers, host, inbox));
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
                        named,
                        Authority.of(id).orElseThrow(),
                        hidden ? own : actor.get().sharedInbox().orElse(own));
            }
        } catch (RetryLaterException e) {
            postponed.add(id);
        }
    }

    private Optional<String> handleOfInbox(String inbox) {
        return addresses
                .pathOf(inbox)
                .flatMap(path -> addresses.match(ActorPart.INBOX, path))
                .map(values -> values.get(FederationAddresses.HANDLE));
    }

    private void addHandle(String id, Optional<String> handle) {
        handle.filter(actors::isPresent)
                .ifPresentOrElse(localNamed::add, () -> unreached.put(id, "there is no such actor"));
    }

    private void addInbox(Share share, Authority host, String inbox) {
        if (rules.isBlocked(host.host()) || rules.isBlockedAt(inbox)) {
            unreached.put(inbox, host.host() + " is blocked");
            return;
        }
        String authority = host.toString();
        Set<String> ofHost = inboxes.computeIfAbsent(authority, unknown -> new LinkedHashSet<>());
        if (ofHost.contains(inbox)) {
            return;
        }
        if (share.take(authority)) {
            ofHost.add(inbox);
            unreached.remove(inbox);
        } else {
            crowded.add(authority);
            unreached.put(inbox, host + " has more than " + share.most() + " receivers and no shared inbox");
        }
    }

    /** The inboxes: of each server one in each of these maps, so that it takes as many entries of the log. */
    List<Map<String, String>> rounds() {
        return rounds(Integer.MAX_VALUE);
    }

    /** The same, with at most so many inboxes of each server. */
    List<Map<String, String>> rounds(int most) {
        List<Map<String, String>> rounds = new ArrayList<>();
        inboxes.forEach((authority, of) -> {
            int round = 0;
            for (String inbox : of) {
                if (round == most) {
                    return;
                }
                if (round == rounds.size()) {
                    rounds.add(new LinkedHashMap<>());
                }
                rounds.get(round++).put(authority, inbox);
            }
        });
        return rounds;
    }

    /** The servers with more inboxes than it goes to. */
    Set<String> crowded() {
        return crowded;
    }

    /** The handles of our own actors who get it. */
    Set<String> local() {
        Set<String> all = new LinkedHashSet<>(localFollowers);
        all.addAll(localNamed);
        return all;
    }

    /** The inboxes of ours that it goes to: empty stands for the one that all share, where it is for followers whom it does not name. */
    List<Optional<String>> ours() {
        List<Optional<String>> ours = new ArrayList<>();
        if (!localNamed.containsAll(localFollowers)) {
            ours.add(Optional.empty());
        }
        localNamed.forEach(handle -> ours.add(Optional.of(handle)));
        return ours;
    }

    /** Whose server could not say just now where their inbox is. */
    Set<String> postponed() {
        return postponed;
    }

    Map<String, String> unreached() {
        return unreached;
    }
}
