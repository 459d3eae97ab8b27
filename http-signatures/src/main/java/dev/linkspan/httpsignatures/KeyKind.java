package dev.linkspan.httpsignatures;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;

/** What a key is, for people: {@code RSA, 2048 bits}. */
final class KeyKind {

    private KeyKind() {}

    static String of(Key key) {
        return switch (key) {
            case RSAKey rsa -> "RSA, " + rsa.getModulus().bitLength() + " bits";
            case EdECKey ed -> ed.getParams().getName();
            case ECKey ec ->
                SignatureAlgorithm.ECDSA_P256_SHA256.fits(key)
                        ? "ECDSA, P-256"
                        : SignatureAlgorithm.ECDSA_P384_SHA384.fits(key)
                                ? "ECDSA, P-384"
                                : "ECDSA, " + ec.getParams().getOrder().bitLength() + " bits";
            default -> key.getAlgorithm();
        };
    }
}
