package dev.linkspan.proof;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.SigningKey;
import java.security.PublicKey;

/** The key of the W3C's and the FEPs' test vectors. */
final class Ed25519Keys {

    /** What its did:key consists of. */
    static final String MULTIBASE = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    static final String DID = "did:key:" + MULTIBASE;

    private static final String SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";

    private Ed25519Keys() {}

    static PublicKey publicKey() {
        return publicKey(MULTIBASE);
    }

    static PublicKey publicKey(String multibase) {
        try {
            return Multikeys.read(multibase);
        } catch (KeyFormatException e) {
            throw new AssertionError(e);
        }
    }

    static SigningKey signingKey(String id) {
        try {
            return new SigningKey(id, Multikeys.readPrivate(SECRET));
        } catch (KeyFormatException e) {
            throw new AssertionError(e);
        }
    }
}
