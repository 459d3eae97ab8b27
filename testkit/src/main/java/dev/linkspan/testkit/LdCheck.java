package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LdClaim;
import dev.linkspan.proof.LdVerdict;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.vocab.AsObject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Whether an activity carries a Linked Data signature of its own actor. */
final class LdCheck {

    static final LinkedDataSignatures SIGNATURES = new LinkedDataSignatures(new Canonicalizer());

    private static final Set<String> FORBIDDEN = Set.of("@graph", "@included", "@reverse");
    private static final int REMEMBERED = 512;

    // Hundreds of instances in one process get the same bytes; the arithmetic on them needs doing once.
    private static final Map<Body, Checked> CHECKED = new LinkedHashMap<>();
    private static final ReentrantLock LOCK = new ReentrantLock();

    private record Checked(PublicKey key, LdVerdict verdict) {}

    private LdCheck() {}

    /** What is wrong with the signature, as the end of a sentence about it; empty if it is good. */
    static Optional<String> problem(Home home, InboundRequest post, AsObject activity, String actor) {
        Optional<LdClaim> claim = LinkedDataSignatures.claim(activity.json());
        if (claim.isEmpty()) {
            return Optional.of("is missing or malformed");
        }
        if (usesForbiddenKeyword(activity.json())) {
            return Optional.of("is not looked at: the document uses @graph, @included or @reverse");
        }
        Optional<String> first = problem(home, post, activity, claim.get(), actor, false);
        return first.isEmpty() ? first : problem(home, post, activity, claim.get(), actor, true);
    }

    private static Optional<String> problem(
            Home home, InboundRequest post, AsObject activity, LdClaim claim, String actor, boolean fresh) {
        return switch (home.remote().byKeyId(claim.creator(), fresh)) {
            case Remote.Lookup.Missing missing -> Optional.of("has no key: " + missing.words());
            case Remote.Lookup.Found found -> {
                if (!found.actor().id().equals(actor)) {
                    yield Optional.of("is by " + found.actor().id() + ", not by the actor");
                }
                yield switch (verify(post, activity.json(), claim, found.actor().key(), home)) {
                    case LdVerdict.Valid valid -> Optional.<String>empty();
                    case LdVerdict.Invalid invalid -> Optional.of("is not good: " + invalid.detail());
                };
            }
        };
    }

    private static LdVerdict verify(InboundRequest post, JsonObject activity, LdClaim claim, PublicKey key, Home home) {
        if (claim.expires().isPresent()) {
            return SIGNATURES.verify(activity, key, home.now()); // its verdict changes with time
        }
        LOCK.lock();
        try {
            Checked known = CHECKED.get(post.body());
            if (known != null && known.key().equals(key)) {
                return known.verdict();
            }
            LdVerdict verdict = SIGNATURES.verify(activity, key, home.now());
            if (CHECKED.size() >= REMEMBERED) {
                CHECKED.remove(CHECKED.keySet().iterator().next());
            }
            CHECKED.put(post.body(), new Checked(key, verdict));
            return verdict;
        } finally {
            LOCK.unlock();
        }
    }

    private static boolean usesForbiddenKeyword(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                object.keySet().stream().anyMatch(FORBIDDEN::contains)
                        || object.values().stream().anyMatch(LdCheck::usesForbiddenKeyword);
            case JsonArray array -> array.stream().anyMatch(LdCheck::usesForbiddenKeyword);
            default -> false;
        };
    }
}
