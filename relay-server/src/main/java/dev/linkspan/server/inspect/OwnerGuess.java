package dev.linkspan.server.inspect;

import dev.linkspan.vocab.Authority;
import java.util.Optional;

/** Whose a key probably is, going by its id: nothing to rely on, good enough to go on explaining. */
final class OwnerGuess {

    private OwnerGuess() {}

    static String of(String keyId, Optional<String> actor) {
        if (actor.filter(id -> Authority.same(id, keyId) && keyId.startsWith(id))
                .isPresent()) {
            return actor.get();
        }
        int hash = keyId.indexOf('#');
        return hash < 0 ? keyId : keyId.substring(0, hash);
    }
}
