package dev.linkspan.httpsignatures;

import java.util.Locale;

/** White space and escapes of JSON text, changed without reading it: whatever stands in strings stays. */
final class JsonSpacing {

    private static final int DEEPEST = 64;

    /** Indented text beyond it is nobody's activity; deep nesting would take many times the memory. */
    private static final int LONGEST = 8 << 20;

    private JsonSpacing() {}

    /** Without white space between tokens. */
    static String none(String json) {
        StringBuilder out = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\' && i + 1 < json.length()) {
                out.append(c).append(json.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            if (quoted || !(c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** With a blank after each colon and comma, as Python writes it. */
    static String blanks(String small) {
        return spread(small, 0, false);
    }

    /** Each member on a line of its own. */
    static String indented(String small, int width) {
        return spread(small, width, true);
    }

    /** Every character beyond ASCII as {@code \\uXXXX}. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return out.toString();
    }

    private static String spread(String small, int width, boolean lines) {
        StringBuilder out = new StringBuilder(small.length() * 2);
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < small.length() && out.length() < LONGEST; i++) {
            char c = small.charAt(i);
            if (quoted && c == '\\' && i + 1 < small.length()) {
                out.append(c).append(small.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            if (quoted) {
                out.append(c);
                continue;
            }
            boolean empty = i + 1 < small.length() && (small.charAt(i + 1) == ']' || small.charAt(i + 1) == '}');
            switch (c) {
                case '{', '[' -> {
                    depth = Math.min(depth + 1, DEEPEST);
                    out.append(c).append(empty ? "" : end(lines, width * depth));
                }
                case '}', ']' -> {
                    depth = Math.max(depth - 1, 0);
                    boolean wasEmpty = i > 0 && (small.charAt(i - 1) == '[' || small.charAt(i - 1) == '{');
                    out.append(wasEmpty ? "" : end(lines, width * depth)).append(c);
                }
                case ',' -> out.append(c).append(lines ? end(true, width * depth) : " ");
                case ':' -> out.append(": ");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String end(boolean lines, int blanks) {
        return lines ? "\n" + " ".repeat(blanks) : "";
    }
}
