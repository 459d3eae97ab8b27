package dev.linkspan.proof;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/** The key of the W3C's and the FEPs' test vectors. */
final class Ed25519Keys {

    /** What its did:key consists of. */
    static final String MULTIBASE = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    static final String DID = "did:key:" + MULTIBASE;

    // z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq without its prefix
    private static final String SEED = "c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6";

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
            return new SigningKey(
                    id,
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new EdECPrivateKeySpec(
                                    NamedParameterSpec.ED25519, HexFormat.of().parseHex(SEED))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
