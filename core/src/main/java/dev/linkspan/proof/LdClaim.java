package dev.linkspan.proof;

import java.time.Instant;
import java.util.Optional;

/**
 * What a Linked Data signature says about itself; nothing of it is proven yet.
 *
 * @param type the suite's name; only {@code RsaSignature2017} can verify
 * @param creator the id of the key that made it: a key's id, with some servers the actor's
 * @param created when it was made
 * @param expires when it ends to be good, if it says so
 */
public record LdClaim(String type, String creator, Instant created, Optional<Instant> expires) {}
