package dev.linkspan.httpsignatures;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM text: what stands between a BEGIN line and the END line after it. The text is gone through once.
 *
 * @param label the words of the BEGIN line
 * @param content the lines between, possibly a secret; never printed
 */
record PemBlock(String label, String content) {

    static final String BEGIN = "-----BEGIN ";
    static final String END = "-----END ";
    static final String DASHES = "-----";

    /** Larger than any key that we accept; an RSA key of 16384 bits takes 13 KiB as a private key. */
    private static final int LIMIT_CHARS = 20_000;

    /** Longer than any label; what is longer is a line whose dashes are lost, and may hold the key itself. */
    private static final int LABEL_LIMIT_CHARS = 40;

    /** The blocks in their order; none if the text has no BEGIN line at all. */
    static List<PemBlock> in(String text) throws KeyFormatException {
        if (text.length() > LIMIT_CHARS) {
            throw new KeyFormatException("PEM of " + text.length() + " characters (expected: at most 20000)");
        }
        List<PemBlock> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelStart = begin + BEGIN.length();
            int labelEnd = text.indexOf(DASHES, labelStart);
            if (labelEnd < 0 || !isLabel(text, labelStart, labelEnd)) {
                throw new KeyFormatException("a -----BEGIN …----- line is damaged");
            }
            String label = text.substring(labelStart, labelEnd);
            int start = labelEnd + DASHES.length();
            int end = text.indexOf(END, start);
            if (end < 0 || !text.startsWith(label + DASHES, end + END.length())) {
                throw new KeyFormatException("no -----END …----- line for " + Quoted.of(label));
            }
            blocks.add(new PemBlock(label, text.substring(start, end)));
            begin = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    private static boolean isLabel(String text, int start, int end) {
        if (end - start > LABEL_LIMIT_CHARS) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether the content is encrypted in the way of RFC 1421, told by a header inside the block. */
    boolean isEncrypted() {
        return content.contains("Proc-Type:");
    }

    byte[] bytes() throws KeyFormatException {
        return decode(content);
    }

    /** Base64 with line breaks in every spelling: CRLF, blanks, or the two characters {@code \n}. */
    static byte[] decode(String lines) throws KeyFormatException {
        String base64 = lines.replace("\\r", "")
                .replace("\\n", "")
                .chars()
                .filter(c -> c > ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: it shows a character, which may be part of a secret.
            throw new KeyFormatException("PEM content is not base64");
        }
    }

    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
