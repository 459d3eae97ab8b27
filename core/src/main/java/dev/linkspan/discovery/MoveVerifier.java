package dev.linkspan.discovery;

import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.LogText;

/**
 * Whether an account moved: the old one says where to, the new one knows it for its own, and has not moved on itself.
 *
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/7628/fep-7628.md">FEP-7628</a>
 */
final class MoveVerifier {

    private final ObjectFetcher objects;

    MoveVerifier(Web web) {
        this.objects = new ObjectFetcher(web);
    }

    ClaimCheck check(String from, String to) {
        if (Origin.sameAddress(from, to)) {
            return new ClaimCheck.Refuted(LogText.of(from) + " moves to itself");
        }
        return switch (objects.fetch(from)) {
            case Missing missing -> missing;
            case FoundObject left ->
                movedTo(left, to)
                        ? arrived(left.id(), to)
                        : new ClaimCheck.Refuted(left.id() + " does not say that it moved to " + LogText.of(to));
        };
    }

    private ClaimCheck arrived(String from, String to) {
        return switch (objects.fetch(to)) {
            case Missing missing -> missing;
            case FoundObject target -> {
                Actor actor = Actor.of(target.document().json());
                if (target.actor().isEmpty()) {
                    yield new ClaimCheck.Refuted(target.id() + " is no actor");
                }
                if (actor.movedTo().isPresent()) {
                    yield new ClaimCheck.Refuted(target.id() + " has moved on itself");
                }
                yield actor.alsoKnownAs().ids().contains(from)
                        ? new ClaimCheck.Confirmed(target)
                        : new ClaimCheck.Refuted(target.id() + " does not know " + from + " for its own");
            }
        };
    }

    private static boolean movedTo(FoundObject left, String to) {
        return left.actor().isPresent()
                && Actor.of(left.document().json())
                        .movedTo()
                        .id()
                        .filter(to::equals)
                        .isPresent();
    }
}
