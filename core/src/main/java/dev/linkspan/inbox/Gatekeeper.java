package dev.linkspan.inbox;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import java.util.Optional;

/**
 * What the application behind an inbox knows before a signature is verified: may somebody from this host send such an
 * activity at all? A cheap refusal here saves a stranger's key from being fetched. Must not block; thread-safe.
 */
@FunctionalInterface
public interface Gatekeeper {

    /**
     * Answers at once, or lets pass on to verification. A request with several signatures is asked about once for each
     * claimed signer; only the keys of those that pass are looked at, and the first answer counts if none does.
     *
     * @param claimedSigner the authority of the key id, as claimed
     * @param activity the activity, as claimed
     */
    Optional<InboxResult> answer(Authority claimedSigner, Activity activity);
}
