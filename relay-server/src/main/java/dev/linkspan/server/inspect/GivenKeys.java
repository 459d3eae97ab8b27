package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.VerificationKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that somebody gave on the command line, believed as they are. A key with an id answers to that id; a key without
 * one, PEM say, answers to every id that no other key has. For one explanation; not thread-safe.
 */
final class GivenKeys implements KeyResolver {

    private final List<KeyFile> files;
    private final List<NamedKey> keys;
    private final Optional<NamedKey> bare;
    private final Optional<String> actor;
    private final Map<String, NamedKey> answers = new LinkedHashMap<>();

    /**
     * Believes keys.
     *
     * @param files the keys
     * @param bare which of them answers where no id fits
     * @param actor the actor that the body names: whose a key without an owner is taken to be, if both are on one host
     */
    GivenKeys(List<KeyFile> files, Optional<NamedKey> bare, Optional<String> actor) {
        this.files = List.copyOf(files);
        this.keys = files.stream().flatMap(file -> file.keys().stream()).toList();
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
        key.ifPresent(known -> answers.put(keyId, known));
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

    /** Which keys answered so far. */
    List<KeyUse> uses() {
        List<KeyUse> uses = new ArrayList<>();
        answers.forEach((keyId, key) -> uses.add(use(keyId, key)));
        return uses;
    }

    private KeyUse use(String keyId, NamedKey key) {
        KeyFile file = files.stream()
                .filter(one -> one.keys().contains(key))
                .findFirst()
                .orElseThrow();
        return new KeyUse(
                keyId, file.name(), file.keys().indexOf(key) + 1, file.keys().size());
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
