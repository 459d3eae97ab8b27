package dev.linkspan.proof;

import dev.linkspan.httpsignatures.Body;
import java.math.BigInteger;
import java.util.Optional;

/** An Ed25519 signature as {@code proofValue}: 64 bytes in multibase, base58btc. */
final class ProofValue {

    private static final int BYTES = 64;
    private static final int MAX_CHARS = 90; // z, and 88 digits at the most
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private ProofValue() {}

    static Optional<Body> read(String text) {
        if (!text.startsWith("z") || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 1; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] signature = new byte[BYTES];
        byte[] digits = number.toByteArray();
        for (int i = 1; i <= digits.length; i++) {
            if (i <= BYTES) {
                signature[BYTES - i] = digits[digits.length - i];
            } else if (digits[digits.length - i] != 0) {
                return Optional.empty();
            }
        }
        // One value has one spelling: a leading zero byte is a leading 1, no more and no less.
        return write(signature).equals(text) ? Optional.of(Body.of(signature)) : Optional.empty();
    }

    static String write(byte[] signature) {
        StringBuilder reversed = new StringBuilder();
        BigInteger number = new BigInteger(1, signature);
        while (number.signum() > 0) {
            BigInteger[] next = number.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(next[1].intValue()));
            number = next[0];
        }
        for (int i = 0; i < signature.length && signature[i] == 0; i++) {
            reversed.append('1');
        }
        return reversed.append('z').reverse().toString();
    }
}
