package dev.linkspan.federation;

import dev.linkspan.client.HostBudget;
import dev.linkspan.store.Audience;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.LogText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what is addressed to the followers of one of our actors and answers something of ours: its sender cannot know who
 * they are. The very bytes, and only if they bear their author's signature, and no proof beside it: not everybody would believe us
 * otherwise.
 *
 * @see <a href="https://www.w3.org/TR/activitypub/#inbox-forwarding">ActivityPub §7.1.2</a>
 */
final class ForwardingRule {

    private static final Logger log = LoggerFactory.getLogger(ForwardingRule.class);

    /**
     * Of one host without a shared inbox so many get it: each takes an entry with all its bytes, and a server that has a reply
     * shows it to all of its people.
     */
    private static final int MAX_INBOXES = 100;

    private final FederationAddresses addresses;
    private final Store store;
    private final Supplier<Distribution> distributions;
    private final BiPredicate<String, String> exists;
    private final ForwardingPolicy policy;
    private final InstantSource clock;
    private final HostBudget budget;

    /**
     * The rule.
     *
     * @param exists whether there is something at an id of ours that an actor, by its id, may see
     */
    ForwardingRule(
            FederationAddresses addresses,
            Store store,
            Supplier<Distribution> distributions,
            BiPredicate<String, String> exists,
            ForwardingPolicy policy,
            InstantSource clock) {
        this.addresses = addresses;
        this.store = store;
        this.distributions = distributions;
        this.exists = exists;
        this.policy = policy;
        this.clock = clock;
        // A lively discussion, and no more: each one costs a delivery to every server that follows.
        this.budget = new HostBudget(1, 60, clock);
    }

    /** Hands it on, once, however often it comes. */
    void apply(Inbound<Activity> inbound) {
        boolean travels = inbound.envelope().signedDocument() && isOfPosts(inbound.activity());
        if (!travels || !isAboutOurs(inbound)) {
            return;
        }
        List<String> handles = addressed(inbound.activity()).stream()
                .filter(handle -> policy.forwards(handle, inbound))
                .toList();
        if (handles.isEmpty()) {
            return;
        }
        if (!budget.take(host(inbound.actor()))) {
            log.info("{} is not handed on: its server has had its share", LogText.of(inbound.id()));
            return;
        }
        for (String handle : handles) {
            List<NewEntry> entries = entries(handle, inbound);
            if (!entries.isEmpty()) {
                store.log().append(entries);
            }
        }
    }

    /** What people write, pass on, change and take back; our followers did not ask for anything else. */
    private static boolean isOfPosts(Activity activity) {
        return activity.is("Create") || activity.is("Update") || activity.is("Delete") || activity.is("Announce");
    }

    private static String host(String actor) {
        return Authority.of(actor).map(Authority::toString).orElse("");
    }

    private List<String> addressed(Activity activity) {
        return Stream.of("to", "cc", "audience")
                .flatMap(property -> activity.ids(property).stream())
                .flatMap(id -> addresses.handleOfFollowers(id).stream())
                .distinct()
                .toList();
    }

    private boolean isAboutOurs(Inbound<Activity> inbound) {
        Activity activity = inbound.activity();
        Stream<String> named = Stream.concat(activity.ids("object").stream(), activity.ids("target").stream());
        Stream<String> within = activity.object().embedded().stream().flatMap(ForwardingRule::about);
        return Stream.concat(named, within).anyMatch(id -> addresses.isOurs(id) && exists.test(id, inbound.actor()));
    }

    private static Stream<String> about(Entity object) {
        Stream<String> tags = object.refs("tag").stream().flatMap(tag -> tag.id().stream());
        return Stream.concat(object.ids("inReplyTo").stream(), tags);
    }

    private List<NewEntry> entries(String handle, Inbound<Activity> inbound) {
        Distribution distribution = distributions.get();
        distribution.add(handle, Recipients.ofFollowers(), Set.of());
        List<NewEntry> entries = new ArrayList<>();
        for (Map<String, String> round : distribution.rounds(MAX_INBOXES)) {
            // Those who brought it and those who made it have it.
            Authority.of(inbound.actor()).ifPresent(origin -> round.remove(origin.toString()));
            Authority.of(inbound.signer()).ifPresent(supplier -> round.remove(supplier.toString()));
            if (!round.isEmpty()) {
                entries.add(new NewEntry(
                        "forward " + handle + " " + inbound.actor() + " " + inbound.id()
                                + (entries.isEmpty() ? "" : " " + entries.size()),
                        inbound.id(),
                        inbound.activity().typeName(),
                        OrderKeys.of(inbound.activity(), inbound.id(), inbound.actor()),
                        new Audience.Named(addresses.actor(handle), round),
                        Optional.of(inbound.body()),
                        Optional.empty(),
                        Optional.empty(),
                        clock.instant()));
            }
        }
        return entries;
    }
}
