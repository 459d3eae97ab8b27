package dev.linkspan.federation;

import dev.linkspan.discovery.ActorDirectory;
import dev.linkspan.discovery.ActorLookup;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.LogText;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actors of others that ours have to do with. Blocks while one is fetched. */
final class Correspondents {

    private static final Logger log = LoggerFactory.getLogger(Correspondents.class);

    private final ActorDirectory directory;
    private final OwnActors own;
    private final DomainRules rules;

    Correspondents(ActorDirectory directory, OwnActors own, DomainRules rules) {
        this.directory = directory;
        this.own = own;
        this.rules = rules;
    }

    /**
     * An actor, of ours or of others; empty if there is none of this id.
     *
     * @throws RetryLaterException if its server cannot say just now
     */
    Optional<RemoteActor> find(String id) throws RetryLaterException {
        if (own.isOurs(id)) {
            return own.find(id);
        }
        if (rules.isBlockedAt(id)) {
            return Optional.empty(); // it may be remembered from before
        }
        return switch (directory.find(id)) {
            case ActorLookup.Found found -> Optional.of(found.actor()).filter(this::receivesElsewhere);
            case ActorLookup.Missing missing ->
                switch (missing.reason()) {
                    case UNAVAILABLE -> throw new RetryLaterException(missing.detail());
                    case BLOCKED, GONE, NOT_FOUND, INVALID -> {
                        log.info("no actor at {}: {}", LogText.of(id), LogText.of(missing.detail()));
                        yield Optional.empty();
                    }
                };
        };
    }

    /** A stranger that names one of our inboxes as its own would have posts of ours look like they were for that one. */
    private boolean receivesElsewhere(RemoteActor actor) {
        return !own.isAtOurs(actor.inbox())
                && actor.sharedInbox().filter(own::isAtOurs).isEmpty();
    }
}
