package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text as its bytes: what cannot be seen, or can be mistaken, is written as {@code \t}, {@code \r} or {@code \x20}. */
final class VisibleText {

    private VisibleText() {}

    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(line(text.substring(start, end)));
            start = end + 1;
        }
        lines.add(line(text.substring(start)));
        return lines;
    }

    private static String line(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            int next = i + 1 < bytes.length ? bytes[i + 1] : ' ';
            shown.append(shown(bytes[i] & 0xff, next));
        }
        return shown.toString();
    }

    private static String shown(int octet, int next) {
        return switch (octet) {
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\\' -> "\\\\";
            // A blank shows itself between other characters only.
            case ' ' -> next == ' ' ? "\\x20" : " ";
            default ->
                octet > ' ' && octet <= '~'
                        ? String.valueOf((char) octet)
                        : String.format(Locale.ROOT, "\\x%02x", octet);
        };
    }
}
