package dev.linkspan.httpsignatures;

import java.util.Arrays;

/**
 * A Multikey taken apart: which kind, and the bytes after the prefix, possibly a secret.
 *
 * @param codec the kind of key
 * @param key its bytes; never printed
 */
record CodedKey(Multicodec codec, Body key) {

    /** Varints of the table take at most four bytes; we know only kinds with two. */
    private static final int MAX_PREFIX_BYTES = 4;

    static CodedKey decode(String multibase) throws KeyFormatException {
        byte[] bytes = Multibase.decode(multibase);
        int code = 0;
        for (int i = 0; i < Math.min(bytes.length, MAX_PREFIX_BYTES); i++) {
            code |= (bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] >= 0) {
                if (bytes[i] == 0 && i > 0) {
                    break; // not the shortest form of the number
                }
                return new CodedKey(codec(code), Body.of(Arrays.copyOfRange(bytes, i + 1, bytes.length)));
            }
        }
        throw new KeyFormatException("multikey of " + bytes.length + " bytes (expected: a prefix and a key)");
    }

    KeyFormatException unexpected(String expected) {
        return new KeyFormatException("multicodec " + codec.tableName() + " (expected: " + expected + ")");
    }

    private static Multicodec codec(int code) throws KeyFormatException {
        return Multicodec.of(code)
                .orElseThrow(() -> new KeyFormatException(
                        "multicodec 0x" + Integer.toHexString(code) + " (expected: ed25519, p256, p384 or rsa)"));
    }
}
