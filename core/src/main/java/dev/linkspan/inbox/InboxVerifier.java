package dev.linkspan.inbox;

import dev.linkspan.client.HostBudget;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.inbox.InboxResult.Ignored;
import dev.linkspan.inbox.InboxResult.Refused;
import dev.linkspan.inbox.InboxResult.Verified;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a request to an inbox into an activity that its actor is known to have made, or into the reason why not. Verifies
 * the HTTP signature; where the signer is not the actor, the document's own signature or proof must be the actor's. Blocks
 * while a key is fetched; thread-safe.
 */
public final class InboxVerifier {

    private static final Logger log = LoggerFactory.getLogger(InboxVerifier.class);

    /** How long a sender is asked to wait when it sends too much or when a key's host is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Gate gate;
    private final RequestVerifier requests;
    private final DocumentVerifier documents;
    private final KeyDirectory keys;
    private final Meaning meaning = new Meaning();
    private final HostBudget accepted;
    private final HostBudget failed;

    /**
     * A verifier.
     *
     * @param limits how much is taken from one host
     * @param rules which hosts are blocked
     * @param gatekeeper refuses before anything is verified what the application does not want
     * @param requests verifies HTTP signatures
     * @param signatures verifies Linked Data signatures
     * @param proofs verifies object integrity proofs
     * @param keys finds keys
     * @param clock the time
     */
    public InboxVerifier(
            InboxLimits limits,
            DomainRules rules,
            Gatekeeper gatekeeper,
            RequestVerifier requests,
            LinkedDataSignatures signatures,
            ObjectIntegrityProofs proofs,
            KeyDirectory keys,
            InstantSource clock) {
        this.gate = new Gate(limits, rules, gatekeeper);
        this.requests = requests;
        this.documents = new DocumentVerifier(signatures, proofs, clock);
        this.keys = keys;
        this.accepted = new HostBudget(limits.requestsPerSecond(), limits.burst(), clock);
        // A sender whose signatures fail gets less: every failure costs us cryptography, perhaps a fetch.
        this.failed = new HostBudget(5, 100, clock);
    }

    /** Verifies a request. Never throws for what a stranger did. */
    public InboxResult verify(InboxRequest request) {
        return switch (gate.check(request)) {
            case Gate.Result.Stopped stopped -> stopped.answer();
            case Gate.Result.Passed passed -> verifySignature(request, passed.claimed());
        };
    }

    private InboxResult verifySignature(InboxRequest request, Gate.Claimed claimed) {
        boolean selfDelete = isSelfDelete(claimed.activity(), claimed.actor());
        List<Gate.ClaimedKey> claimedKeys = claimed.keys();
        if (selfDelete && claimedKeys.stream().noneMatch(key -> keys.wasSeen(key.id()))) {
            // The actor is gone and so is its key; we never heard of it. Anything but 2xx is sent again for days.
            return new Ignored("delete_of_unknown_actor");
        }
        // Keyed by the client too: nobody can spend the budget of a host that is not his. All that are named answer for
        // a
        // failure, so that no name hides another.
        List<String> accounts = claimedKeys.stream()
                .map(key -> request.client() + " " + key.signer())
                .distinct()
                .toList();
        boolean exhausted = !accounts.stream().allMatch(failed::has);
        if (exhausted && claimedKeys.stream().noneMatch(key -> keys.isKnown(key.id()))) {
            // Only what would cost a fetch: what a stranger did in a host's name must not shut out the host.
            return rateLimited("too many requests of " + claimedKeys.getFirst().signer() + " failed verification");
        }
        KeyResolver unlimited = selfDelete ? keys.ofTheDeleted() : keys;
        return settle(accounts, verify(request, claimed, exhausted ? keys.remembered() : unlimited));
    }

    private InboxResult settle(List<String> accounts, InboxResult result) {
        if (result instanceof Refused refused && refused.code() != Refusal.RATE_LIMITED) {
            accounts.forEach(failed::take);
        }
        return result;
    }

    private InboxResult verify(InboxRequest request, Gate.Claimed claimed, KeyResolver resolver) {
        return switch (requests.verify(request.message(), request.body(), admitted(claimed, resolver))) {
            case Verdict.Valid valid -> verifyActor(request, claimed, valid, resolver);
            case Verdict.Invalid invalid -> refuse(claimed, invalid);
            case Verdict.KeyMissing missing -> refuse(claimed, missing.missing());
        };
    }

    /** Finds only the keys that the gate let in: another label's may be of one who may not send this. */
    private static KeyResolver admitted(Gate.Claimed claimed, KeyResolver resolver) {
        return (keyId, freshness) -> claimed.keys().stream()
                        .anyMatch(key -> key.id().equals(keyId))
                ? resolver.resolve(keyId, freshness)
                : new KeyResolution.Missing(
                        KeyResolution.Reason.INVALID, LogText.of(keyId) + " is of one who may not send this here");
    }

    private InboxResult verifyActor(
            InboxRequest request, Gate.Claimed claimed, Verdict.Valid valid, KeyResolver resolver) {
        String signer = valid.key().controller();
        Optional<Authority> supplier = Authority.of(signer);
        if (supplier.isEmpty()) {
            return new Refused(Refusal.KEY_INVALID, "the key's actor has no http(s) id");
        }
        if (!accepted.take(supplier.get().toString())) {
            return rateLimited(supplier.get() + " sends more than this server takes from one host");
        }
        return switch (word(request, claimed, signer, resolver)) {
            case Word.Given given -> verified(request, claimed, valid, given);
            case Word.Missing missing -> missing.refused();
        };
    }

    /** What of a document is its actor's word. */
    private sealed interface Word {

        /**
         * It is.
         *
         * @param activity what the actor said
         * @param body the same as bytes
         * @param whole whether that is all that came
         * @param by what shows it
         * @param convinces whether others will believe those bytes
         */
        record Given(Activity activity, Body body, boolean whole, Authentication by, boolean convinces)
                implements Word {}

        /** Nothing is. */
        record Missing(Refused refused) implements Word {}
    }

    private Word word(InboxRequest request, Gate.Claimed claimed, String signer, KeyResolver resolver) {
        DocumentCheck signature = documents.signature(claimed, resolver);
        if (signer.equals(claimed.actor())) {
            boolean signed = !(signature instanceof DocumentCheck.NotSigned);
            return all(request, claimed, Authentication.HTTP_SIGNATURE, signed);
        }
        return switch (signature) {
            case DocumentCheck.Signed signed -> all(request, claimed, Authentication.LINKED_DATA_SIGNATURE, true);
            case DocumentCheck.SignedInPart part ->
                switch (proof(claimed, resolver)) {
                    case DocumentCheck.Signed proven -> all(request, claimed, Authentication.INTEGRITY_PROOF, false);
                    case DocumentCheck.NotSigned unproven -> part(part.covered());
                };
            case DocumentCheck.NotSigned unsigned ->
                switch (proof(claimed, resolver)) {
                    case DocumentCheck.Signed proven -> all(request, claimed, Authentication.INTEGRITY_PROOF, false);
                    case DocumentCheck.NotSigned unproven ->
                        new Word.Missing(refuse(claimed, signer, unsigned, unproven));
                };
        };
    }

    private DocumentCheck.OfProof proof(Gate.Claimed claimed, KeyResolver resolver) {
        return documents.proof(claimed, keys.assertionsOf(claimed.actor(), resolver));
    }

    /** The rest may be the supplier's own addition: nobody is told of that as the actor's. */
    private static Word part(Activity covered) {
        return new Word.Given(
                covered, JsonText.write(covered.json()), false, Authentication.LINKED_DATA_SIGNATURE, false);
    }

    private static Word all(InboxRequest request, Gate.Claimed claimed, Authentication by, boolean convinces) {
        return new Word.Given(claimed.activity(), request.body(), true, by, convinces);
    }

    private InboxResult verified(InboxRequest request, Gate.Claimed claimed, Verdict.Valid valid, Word.Given word) {
        Optional<String> ambiguity = meaning.ambiguity(word.activity(), word.body());
        if (ambiguity.isPresent()) {
            return new Refused(Refusal.MALFORMED_ACTIVITY, ambiguity.get());
        }
        return new Verified(new VerifiedActivity(
                word.activity(),
                claimed.id(),
                claimed.actor(),
                valid.key().controller(),
                word.by(),
                // Mastodon does not believe a signature over a document with a proof, though it holds.
                word.convinces()
                        && !ObjectIntegrityProofs.areWithin(claimed.activity().json()),
                word.whole(),
                word.body(),
                signedFields(request, valid)));
    }

    private static Fields signedFields(InboxRequest request, Verdict.Valid valid) {
        return new Fields(request.message().fields().lines().stream()
                .filter(line -> valid.covered().contains(line.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    private static Refused refuse(
            Gate.Claimed claimed, String signer, DocumentCheck.NotSigned signature, DocumentCheck.NotSigned proof) {
        String detail = "the request is signed by " + signer + ", the activity is by " + claimed.actor()
                + ", and the document does not show that: its signature: " + signature.detail() + "; its proof: "
                + proof.detail();
        return signature.unavailable() || proof.unavailable()
                ? new Refused(Refusal.KEY_UNAVAILABLE, detail, Optional.of(PATIENCE))
                : new Refused(Refusal.SIGNER_NOT_ACTOR, detail);
    }

    private static InboxResult refuse(Gate.Claimed claimed, Verdict.Invalid invalid) {
        log.debug(
                "signature base of {}: {}",
                claimed.id(),
                invalid.signatureBase().orElse("(none)"));
        Refusal code =
                switch (invalid.reason()) {
                    case SIGNATURE_MISSING -> Refusal.SIGNATURE_MISSING;
                    case SIGNATURE_MALFORMED, COVERAGE_INSUFFICIENT -> Refusal.SIGNATURE_MALFORMED;
                    case DIGEST_MISSING, DIGEST_MISMATCH -> Refusal.DIGEST_MISMATCH;
                    case DATE_MISSING, DATE_OUT_OF_WINDOW, EXPIRED -> Refusal.DATE_OUT_OF_WINDOW;
                    case ALGORITHM_UNSUPPORTED, SIGNATURE_MISMATCH, POLICY_UNMET, REPLAYED -> Refusal.SIGNATURE_INVALID;
                };
        return new Refused(code, invalid.detail());
    }

    private static InboxResult refuse(Gate.Claimed claimed, KeyResolution.Missing missing) {
        return switch (missing.reason()) {
            case BLOCKED -> new Refused(Refusal.BLOCKED, missing.detail());
            case UNAVAILABLE -> new Refused(Refusal.KEY_UNAVAILABLE, missing.detail(), Optional.of(PATIENCE));
            case GONE, NOT_FOUND -> {
                if (claimed.activity() instanceof Delete) {
                    // Whoever deletes an account takes the key away with it.
                    yield new Ignored("delete_with_key_gone");
                }
                yield new Refused(Refusal.KEY_INVALID, missing.detail());
            }
            case INVALID -> new Refused(Refusal.KEY_INVALID, missing.detail());
        };
    }

    private static boolean isSelfDelete(Activity activity, String actor) {
        return activity instanceof Delete
                && activity.object().id().filter(actor::equals).isPresent();
    }

    private static InboxResult rateLimited(String detail) {
        return new Refused(Refusal.RATE_LIMITED, detail, Optional.of(PATIENCE));
    }
}
