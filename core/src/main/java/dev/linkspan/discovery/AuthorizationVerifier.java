package dev.linkspan.discovery;

import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.LogText;
import java.util.List;

/**
 * Whether an author agreed to a quote, an answer, a like or an announcement: by a document on the author's own server, fetched
 * from there, that names the author and both objects.
 *
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/044f/fep-044f.md">FEP-044f</a>
 */
final class AuthorizationVerifier {

    private final ObjectFetcher objects;

    AuthorizationVerifier(Web web) {
        this.objects = new ObjectFetcher(web);
    }

    ClaimCheck check(AuthorizationClaim claim) {
        // Before it costs a fetch: nobody else can speak for the author.
        if (!Origin.same(claim.authorization(), claim.author()) || !Origin.same(claim.target(), claim.author())) {
            return new ClaimCheck.Refuted(LogText.of(claim.authorization()) + " and " + LogText.of(claim.target())
                    + " are not both on the server of " + LogText.of(claim.author()));
        }
        return switch (objects.fetch(claim.authorization())) {
            case Missing missing -> missing;
            case FoundObject found -> check(claim, found);
        };
    }

    private static ClaimCheck check(AuthorizationClaim claim, FoundObject found) {
        Entity view = found.view();
        if (!view.is(claim.type())) {
            return refuted(found, "is no " + claim.type());
        }
        if (!names(view, "attributedTo", claim.author())) {
            return refuted(found, "is not by " + claim.author());
        }
        if (!names(view, "interactingObject", claim.interactingObject())) {
            return refuted(found, "is not for " + claim.interactingObject());
        }
        if (!names(view, "interactionTarget", claim.target())) {
            return refuted(found, "is not about " + claim.target());
        }
        return new ClaimCheck.Confirmed(found);
    }

    private static boolean names(Entity view, String property, String id) {
        return view.ids(property).equals(List.of(id));
    }

    private static ClaimCheck refuted(FoundObject found, String what) {
        return new ClaimCheck.Refuted(found.id() + " " + LogText.of(what));
    }
}
