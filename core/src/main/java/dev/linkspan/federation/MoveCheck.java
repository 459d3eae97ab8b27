package dev.linkspan.federation;

import dev.linkspan.client.FetchBudget;
import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.MoveClaim;
import dev.linkspan.discovery.Network;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Whether an account moved to another, by what both say now: others are asked, of ours we know it. Blocks. */
final class MoveCheck {

    /** For both accounts together: somebody waits, or a place is taken that others wait for. */
    private static final FetchBudget BUDGET = new FetchBudget(12, 2L << 20, Duration.ofSeconds(10));

    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final Network network;

    /** What a check came to. */
    sealed interface Verdict {
        /** Both say so. */
        record Holds() implements Verdict {}

        /** One of them says something else, or is not there. */
        record Fails(String detail) implements Verdict {}

        /** One of them cannot be asked just now. */
        record Unknown(String detail) implements Verdict {}
    }

    MoveCheck(FederationAddresses addresses, OwnActors actors, Network network) {
        this.addresses = addresses;
        this.actors = actors;
        this.network = network;
    }

    Verdict check(String from, String to) {
        MoveClaim claim = new MoveClaim(from, to);
        Optional<String> objection = claim.objection();
        if (objection.isPresent()) {
            return new Verdict.Fails(objection.get());
        }
        Network task = network.within(BUDGET);
        Verdict old = ask(task, from, claim::objectionOfOld);
        return old instanceof Verdict.Holds ? ask(task, to, claim::objectionOfNew) : old;
    }

    private Verdict ask(Network task, String id, Function<Actor, Optional<String>> objection) {
        if (addresses.isOurs(id)) {
            return own(id).map(actor -> judge(actor, objection)).orElseGet(() -> nobody(id));
        }
        return switch (task.fetch(id)) {
            case FoundObject found ->
                found.actor().isPresent() ? judge(Actor.of(found.document().json()), objection) : nobody(id);
            case Missing missing ->
                switch (missing.reason()) {
                    case UNREACHABLE, BUDGET_SPENT -> new Verdict.Unknown(missing.detail());
                    case UNUSABLE_NAME, FORBIDDEN, NOT_FOUND, GONE, DENIED, UNUSABLE_ANSWER, CONTRADICTED ->
                        new Verdict.Fails(missing.detail());
                };
        };
    }

    private Optional<Actor> own(String id) {
        return addresses
                .handleOf(id)
                .flatMap(handle -> actors.present(handle).map(actor -> actors.document(handle, actor)));
    }

    private static Verdict judge(Actor actor, Function<Actor, Optional<String>> objection) {
        return objection.apply(actor).<Verdict>map(Verdict.Fails::new).orElseGet(Verdict.Holds::new);
    }

    private static Verdict nobody(String id) {
        return new Verdict.Fails(LogText.of(id) + " is no actor");
    }
}
