package dev.linkspan.discovery;

import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.LogText;
import java.util.Optional;

/**
 * That an account moved to another: the old one says where to, the new one knows it for its own, and has not moved on itself.
 * Judges documents that somebody has got.
 *
 * @param from the id of the old actor
 * @param to the id of the new one
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/7628/fep-7628.md">FEP-7628</a>
 */
public record MoveClaim(String from, String to) {

    /** What speaks against it without a document; empty if nothing does. */
    public Optional<String> objection() {
        return Origin.sameAddress(from, to) ? Optional.of(LogText.of(from) + " moves to itself") : Optional.empty();
    }

    /** What the document of the old actor has against it; empty if it says the same. */
    public Optional<String> objectionOfOld(Actor old) {
        return old.movedTo().id().filter(to::equals).isPresent()
                ? Optional.empty()
                : Optional.of(LogText.of(from) + " does not say that it moved to " + LogText.of(to));
    }

    /** What the document of the new actor has against it; empty if it says the same. */
    public Optional<String> objectionOfNew(Actor arrived) {
        if (arrived.movedTo().isPresent()) {
            return Optional.of(LogText.of(to) + " has moved on itself");
        }
        return arrived.alsoKnownAs().ids().contains(from)
                ? Optional.empty()
                : Optional.of(LogText.of(to) + " does not know " + LogText.of(from) + " for its own");
    }
}
