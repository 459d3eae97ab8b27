package dev.linkspan.web;

import java.util.ArrayList;
import java.util.List;

/** Lists in field values, some of whose elements stand in quotes. RFC 9110 §5.6. Linear time. */
final class Quoted {

    private Quoted() {}

    /** The parts between separators that do not stand in a quoted string. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && isQuoted) {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == separator && !isQuoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The text without the quotes around it. Escapes stay: none of the values looked for needs one. */
    static String unquoted(String value) {
        boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
