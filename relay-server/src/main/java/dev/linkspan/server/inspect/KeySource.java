package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.VerificationKey;
import java.util.HashMap;
import java.util.Map;

/** Where the keys of one explanation come from; asked once for each id, and remembers what became of it. */
final class KeySource implements KeyResolver {

    private final KeyResolver keys;
    private final Map<String, KeyResolution> found = new HashMap<>();

    KeySource(KeyResolver keys) {
        this.keys = keys;
    }

    @Override
    public KeyResolution resolve(String keyId, Freshness freshness) {
        KeyResolution known = found.get(keyId);
        if (known == null) {
            known = DidKeys.isDidKey(keyId) ? didKey(keyId) : keys.resolve(keyId, Freshness.FRESH);
            found.put(keyId, known);
        }
        return known;
    }

    Map<String, KeyResolution> found() {
        return found;
    }

    /** Such an id holds its key. */
    private static KeyResolution didKey(String keyId) {
        try {
            return new KeyResolution.Found(
                    new VerificationKey(keyId, DidKeys.read(keyId), DidKeys.controller(keyId)), true);
        } catch (KeyFormatException e) {
            return new KeyResolution.Missing(KeyResolution.Reason.INVALID, keyId + ": " + e.getMessage());
        }
    }
}
