package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that somebody gave on the command line, believed as they are. A key with an id answers to that id; a key without
 * one, PEM say, answers to every id that no other key has.
 */
final class GivenKeys implements KeyResolver {

    private final List<NamedKey> keys;
    private final Optional<NamedKey> bare;
    private final Optional<String> actor;

    /**
     * Believes keys.
     *
     * @param keys the keys
     * @param bare which of them answers where no id fits
     * @param actor the actor that the body names: whose a key without an owner is taken to be, if both are on one host
     */
    GivenKeys(List<NamedKey> keys, Optional<NamedKey> bare, Optional<String> actor) {
        this.keys = List.copyOf(keys);
        this.bare = bare;
        this.actor = actor;
    }

    @Override
    public KeyResolution resolve(String keyId, Freshness freshness) {
        Optional<NamedKey> key = keys.stream()
                .filter(known -> known.id().filter(keyId::equals).isPresent())
                .findFirst()
                .or(() -> onlyOneOf(keyId))
                .or(() -> bare);
        return key.<KeyResolution>map(known -> new KeyResolution.Found(verificationKey(keyId, known), true))
                .orElseGet(() -> new KeyResolution.Missing(
                        KeyResolution.Reason.NOT_FOUND,
                        "none of the given keys has the id " + keyId + " (there are: " + ids() + ")"));
    }

    /** All keys under their own names, for the question whether another one signed. */
    List<VerificationKey> all() {
        List<VerificationKey> all = new ArrayList<>();
        keys.forEach(key -> all.add(verificationKey(key.id().orElse("(a key without id)"), key)));
        return all;
    }

    /** Whether a key's owner is only taken from its id and the body. */
    boolean isAssumed(String keyId) {
        return keys.stream().noneMatch(key -> key.owner().isPresent() && isKey(key, keyId));
    }

    private static boolean isKey(NamedKey key, String keyId) {
        return key.id().filter(keyId::equals).isPresent()
                || key.owner().filter(keyId::equals).isPresent();
    }

    /** The bare actor as key id (PeerTube, Hubzilla) means its one key. */
    private Optional<NamedKey> onlyOneOf(String keyId) {
        List<NamedKey> owned = keys.stream()
                .filter(key -> key.owner().filter(keyId::equals).isPresent())
                .toList();
        return owned.size() == 1 ? Optional.of(owned.getFirst()) : Optional.empty();
    }

    private VerificationKey verificationKey(String keyId, NamedKey key) {
        String owner = key.owner().orElseGet(() -> OwnerGuess.of(keyId, actor));
        return new VerificationKey(keyId, key.key(), owner);
    }

    private String ids() {
        return keys.stream().map(key -> key.id().orElse("(none)")).collect(Collectors.joining(", "));
    }
}
