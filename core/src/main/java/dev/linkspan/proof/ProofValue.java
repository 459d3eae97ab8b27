package dev.linkspan.proof;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.Multibase;
import java.util.Optional;

/** An Ed25519 signature as {@code proofValue}: 64 bytes in multibase, base58btc. */
final class ProofValue {

    private static final int BYTES = 64;
    private static final int MAX_CHARS = 90; // z, and 88 digits at the most

    private ProofValue() {}

    static Optional<Body> read(String text) {
        if (!text.startsWith("z") || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(Body.of(Multibase.decode(text))).filter(value -> value.length() == BYTES);
        } catch (KeyFormatException e) {
            return Optional.empty();
        }
    }

    static String write(byte[] signature) {
        return Multibase.encode(signature);
    }
}
