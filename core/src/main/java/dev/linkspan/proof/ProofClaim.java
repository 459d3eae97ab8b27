package dev.linkspan.proof;

import java.time.Instant;
import java.util.Optional;

/**
 * What an object integrity proof says about itself; nothing of it is proven yet.
 *
 * @param cryptosuite the suite's name; only {@code eddsa-jcs-2022} can verify
 * @param verificationMethod the id of the key that made it: an http(s) URI or a DID URL
 * @param created when it was made, if it says so
 * @param expires when it ends to be good, if it says so
 */
public record ProofClaim(
        String cryptosuite, String verificationMethod, Optional<Instant> created, Optional<Instant> expires) {}
