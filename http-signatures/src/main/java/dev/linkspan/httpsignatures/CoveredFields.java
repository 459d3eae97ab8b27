package dev.linkspan.httpsignatures;

import java.util.List;
import java.util.Locale;

/** The value that a covered field contributes to a signature base. */
final class CoveredFields {

    private CoveredFields() {}

    /** All lines of the field, trimmed and joined (RFC 9421 §2.1, draft-cavage-12 §2.3). */
    static String value(HttpMessage.Request message, String name) throws Refusal {
        List<String> lines = message.fields().all(name);
        if (lines.isEmpty()) {
            throw Refusal.malformed("the signature covers the field " + Quoted.of(name)
                    + ", which is not in the request (a proxy may have removed it)");
        }
        if (lines.size() > 1 && (name.equals("host") || name.equals("date"))) {
            throw Refusal.malformed("the request has " + lines.size() + " " + name + " fields (expected: 1)");
        }
        StringBuilder value = new StringBuilder();
        for (String line : lines) {
            value.append(value.isEmpty() ? "" : ", ").append(line.strip());
        }
        return printable(name, value.toString());
    }

    /** Refuses what could forge another line of the base, or whose bytes on the wire we cannot know. */
    static String printable(String name, String value) throws Refusal {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c > '~') {
                throw Refusal.malformed("character " + (i + 1) + " of " + Quoted.of(name)
                        + String.format(Locale.ROOT, " is U+%04X", (int) c) + " (expected: printable ASCII)");
            }
        }
        return value;
    }
}
