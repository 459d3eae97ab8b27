package dev.linkspan.vocab;

import dev.linkspan.vocab.JsonReading.Malformed;
import dev.linkspan.vocab.JsonReading.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a body, and what a body is that is no UTF-8. */
final class Utf8Text {

    private static final char REPLACEMENT = '\ufffd';

    private Utf8Text() {}

    /** The text; null if the bytes are not UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        // Several times as fast as a decoder that reports; a replaced byte leaves its mark, which is rare in real
        // texts.
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || firstFault(bytes) < 0 ? text : null;
    }

    /** Why bytes are not UTF-8, with the encoding that they seem to be in. */
    static Malformed wrongEncoding(byte[] bytes) {
        int fault = firstFault(bytes);
        if (isHalfAPair(bytes, fault)) {
            return new Malformed(Reason.LONE_SURROGATE, "byte " + (fault + 1) + " begins half of a surrogate pair");
        }
        return new Malformed(
                Reason.ENCODING, "the body is not UTF-8 at byte " + (fault + 1) + "; it seems to be " + guess(bytes));
    }

    /** The encoding that bytes announce, or show by their zeros, if it is not UTF-8; null otherwise. */
    static @Nullable Malformed otherEncoding(byte[] bytes) {
        int first = at(bytes, 0);
        int second = at(bytes, 1);
        boolean isMarked = (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
        // JSON begins with an ASCII character, of which the other bytes are zero.
        if (bytes.length < 2 || (!isMarked && first != 0 && second != 0)) {
            return null;
        }
        boolean isWide = (first == 0 && second == 0) || (at(bytes, 2) == 0 && at(bytes, 3) == 0);
        String encoding = isWide ? "UTF-32" : "UTF-16";
        return new Malformed(Reason.ENCODING, "the body is not UTF-8; it seems to be " + encoding);
    }

    private static String guess(byte[] bytes) {
        for (byte unit : bytes) {
            // Control characters in ISO-8859-1, quotation marks and dashes in its cousin.
            if ((unit & 0xe0) == 0x80) {
                return "windows-1252";
            }
        }
        return "ISO-8859-1";
    }

    private static boolean isHalfAPair(byte[] bytes, int at) {
        return at(bytes, at) == 0xed && (at(bytes, at + 1) & 0xe0) == 0xa0;
    }

    private static int at(byte[] bytes, int index) {
        return index < bytes.length ? bytes[index] & 0xff : -1;
    }

    /** Where bytes cease to be UTF-8; -1 if they do not. */
    private static int firstFault(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(1024);
        while (true) {
            var result = decoder.decode(in, out.clear(), true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
        }
    }
}
