package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.util.Arrays;

/** Base58 with Bitcoin's alphabet. Takes quadratic time: bound the input. */
final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private Base58() {}

    static byte[] decode(String text) throws KeyFormatException {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                // Where, but not what: the text may be a secret.
                throw new KeyFormatException("character " + (i + 1) + " is not base58btc");
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] digits = magnitude(number);
        byte[] bytes = new byte[zeros(text) + digits.length];
        System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
        return bytes;
    }

    static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        while (number.signum() > 0) {
            BigInteger[] next = number.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(next[1].intValue()));
            number = next[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append('1');
        }
        return reversed.reverse().toString();
    }

    // Each leading 1 stands for a leading zero byte.
    private static int zeros(String text) {
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == '1') {
            zeros++;
        }
        return zeros;
    }

    private static byte[] magnitude(BigInteger number) {
        if (number.signum() == 0) {
            return new byte[0];
        }
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
