package dev.linkspan.discovery;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** From the text of a key in a document to a key that is fit for use. */
final class KeyTexts {

    private KeyTexts() {}

    /** What reading found. */
    sealed interface Result permits Usable, Unusable {}

    record Usable(PublicKey key) implements Result {}

    record Unusable(String detail) implements Result {}

    static Result read(String text, VerificationPolicy policy) {
        try {
            // Neither letter begins a PEM text, or the base64 of one that lost its lines.
            boolean isMultibase = text.startsWith("z") || text.startsWith("u");
            PublicKey key = isMultibase ? Multikeys.read(text) : PemKeys.readPublic(text);
            return policy.weakness(key).<Result>map(Unusable::new).orElseGet(() -> new Usable(key));
        } catch (KeyFormatException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    /** A key that we once wrote to the store; empty if this JDK no longer knows its kind. */
    static Optional<PublicKey> fromSpki(Body spki) {
        for (String algorithm : List.of("RSA", "Ed25519", "EC", "RSASSA-PSS")) {
            try {
                return Optional.of(
                        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki.bytes())));
            } catch (GeneralSecurityException e) {
                // Of another kind: the encoding names it, so the next factory will tell.
            }
        }
        return Optional.empty();
    }
}
