package dev.linkspan.discovery;

import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.LogText;
import java.util.Optional;

/** Whether an account moved, by what both accounts show now. */
final class MoveVerifier {

    private final ObjectFetcher objects;

    MoveVerifier(Web web) {
        this.objects = new ObjectFetcher(web);
    }

    ClaimCheck check(MoveClaim claim) {
        Optional<String> objection = claim.objection();
        if (objection.isPresent()) {
            return new ClaimCheck.Refuted(objection.get());
        }
        return switch (objects.fetch(claim.from())) {
            case Missing missing -> missing;
            case FoundObject old ->
                refuted(old, claim.objectionOfOld(actor(old)))
                        .orElseGet(() -> arrived(new MoveClaim(old.id(), claim.to())));
        };
    }

    private ClaimCheck arrived(MoveClaim claim) {
        return switch (objects.fetch(claim.to())) {
            case Missing missing -> missing;
            case FoundObject arrived ->
                refuted(arrived, claim.objectionOfNew(actor(arrived)))
                        .orElseGet(() -> new ClaimCheck.Confirmed(arrived));
        };
    }

    private static Actor actor(FoundObject found) {
        return Actor.of(found.document().json());
    }

    private static Optional<ClaimCheck> refuted(FoundObject found, Optional<String> objection) {
        return found.actor().isEmpty()
                ? Optional.of(new ClaimCheck.Refuted(LogText.of(found.id()) + " is no actor"))
                : objection.map(ClaimCheck.Refuted::new);
    }
}
