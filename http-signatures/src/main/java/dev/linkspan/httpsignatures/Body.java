package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that are passed on exactly as they are. The array is not copied: whoever hands one over no longer changes it.
 * Compares by content.
 */
public final class Body {

    private static final Body NONE = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** No bytes. */
    public static Body none() {
        return NONE;
    }

    /** Wraps bytes without copying them. */
    public static Body of(byte[] bytes) {
        return new Body(bytes);
    }

    /** The UTF-8 bytes of a text. */
    public static Body of(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy; do not change them. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length only: bodies do not belong into logs. */
    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]";
    }
}
