package dev.linkspan.vocab;

/** Escapes that stand for halves of surrogate pairs, in the text of a JSON document. */
final class EscapedSurrogates {

    private static final int ESCAPE = 6; // \ud83d

    private EscapedSurrogates() {}

    /** Whether one of them stands alone. Unescaped ones cannot: the text comes from UTF-8. */
    static boolean hasLone(String text) {
        if (!text.contains("\\ud") && !text.contains("\\uD")) {
            return false;
        }
        int at = text.indexOf('\\');
        while (at >= 0) {
            int unit = unit(text, at);
            if (Character.isLowSurrogate((char) unit)) {
                return true;
            }
            if (Character.isHighSurrogate((char) unit)) {
                at += ESCAPE;
                if (!Character.isLowSurrogate((char) unit(text, at))) {
                    return true;
                }
            }
            at = text.indexOf('\\', at + 2);
        }
        return false;
    }

    /** The UTF-16 unit that the escape at this place stands for; 0 if there is none. */
    private static int unit(String text, int at) {
        if (at + ESCAPE > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
            return 0;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            unit = 16 * unit + digit;
        }
        return unit;
    }
}
