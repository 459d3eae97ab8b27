package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.client.FetchBudget;
import dev.linkspan.client.HostBudget;
import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether an actor elsewhere is still there: at its own server and now, whatever is remembered of it. Each actor once an hour,
 * a few of each server; a blocked one is not asked. Blocks; thread-safe.
 */
final class ActorSight {

    /** How long an actor is not looked at again. */
    static final Duration REST = Duration.ofHours(1);

    private static final FetchBudget BUDGET = new FetchBudget(6, 1L << 20, Duration.ofSeconds(10));
    private static final Logger log = LoggerFactory.getLogger(ActorSight.class);

    private final Network network;
    private final OwnActors own;
    private final InstantSource clock;
    private final HostBudget hosts;
    private final Cache<String, Look> looks =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Look(Instant at, boolean gone) {}

    /** What there is to see. */
    sealed interface Sighting {
        /** Its server says that there is no such actor. */
        record Gone() implements Sighting {}

        /** It is there. */
        record Here(RemoteActor actor) implements Sighting {}

        /** Nobody says, or nobody was asked. */
        record Unknown() implements Sighting {}
    }

    ActorSight(Network network, OwnActors own, InstantSource clock) {
        this.network = network;
        this.own = own;
        this.clock = clock;
        // Five at once, then two in a minute.
        this.hosts = new HostBudget(1 / 30.0, 5, clock);
    }

    Sighting look(String actor) {
        Look last = looks.getIfPresent(actor);
        if (last != null && last.at().plus(REST).isAfter(clock.instant())) {
            // Where it was then, it may be no longer.
            return last.gone() ? new Sighting.Gone() : new Sighting.Unknown();
        }
        Optional<Authority> host = Authority.of(actor);
        if (host.isEmpty() || !hosts.take(host.get().toString())) {
            return new Sighting.Unknown();
        }
        Sighting sighting = fetch(actor);
        looks.put(actor, new Look(clock.instant(), sighting instanceof Sighting.Gone));
        return sighting;
    }

    private Sighting fetch(String actor) {
        return switch (network.within(BUDGET).fetch(actor)) {
            case FoundObject found -> sighted(found);
            case Missing missing -> {
                log.info("{} is looked for: {}", LogText.of(actor), LogText.of(missing.detail()));
                yield switch (missing.reason()) {
                    case NOT_FOUND, GONE -> new Sighting.Gone();
                    case UNUSABLE_NAME, FORBIDDEN, DENIED, UNUSABLE_ANSWER, CONTRADICTED, UNREACHABLE, BUDGET_SPENT ->
                        new Sighting.Unknown();
                };
            }
        };
    }

    private Sighting sighted(FoundObject found) {
        if (found.view().typeName().equals("Tombstone")) {
            return new Sighting.Gone();
        }
        return found.actor()
                // Nobody elsewhere receives at our server.
                .filter(actor -> !own.isAtOurs(actor.inbox()))
                .filter(actor -> actor.sharedInbox().filter(own::isAtOurs).isEmpty())
                .<Sighting>map(Sighting.Here::new)
                .orElseGet(Sighting.Unknown::new);
    }
}
