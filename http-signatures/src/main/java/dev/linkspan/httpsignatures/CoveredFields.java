package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The value that a covered field contributes to a signature base. */
final class CoveredFields {

    private CoveredFields() {}

    /** All lines of the field, trimmed and joined (draft-cavage-12 §2.3). */
    static String value(HttpMessage.Request message, String name) throws Refusal {
        List<String> lines = present(message.fields(), name);
        requireSingle(lines, name);
        return printable(name, joined(lines));
    }

    /** All lines of the field, unfolded, trimmed and joined (RFC 9421 §2.1). */
    static String combined(Fields fields, String name) throws Refusal {
        List<String> lines = lines(fields, name);
        return joined(lines);
    }

    /** Each line as a byte sequence, joined (RFC 9421 §2.1.3). */
    static String wrapped(Fields fields, String name) throws Refusal {
        StringBuilder value = new StringBuilder();
        for (String line : lines(fields, name)) {
            byte[] bytes = printable(name, line.strip()).getBytes(StandardCharsets.US_ASCII);
            value.append(value.isEmpty() ? ":" : ", :")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append(':');
        }
        return value.toString();
    }

    /** The lines of a field, unfolded; at least one. */
    static List<String> lines(Fields fields, String name) throws Refusal {
        List<String> lines = present(fields, name);
        requireSingle(lines, name);
        for (String line : lines) {
            if (line.indexOf('\n') >= 0) {
                List<String> unfolded = new ArrayList<>();
                lines.forEach(folded -> unfolded.add(unfold(folded)));
                return unfolded;
            }
        }
        return lines;
    }

    private static List<String> present(Fields fields, String name) throws Refusal {
        List<String> lines = fields.all(name);
        if (lines.isEmpty()) {
            throw Refusal.malformed("the signature covers the field " + Quoted.of(name)
                    + ", which is not in the message (a proxy may have removed it)");
        }
        return lines;
    }

    private static void requireSingle(List<String> lines, String name) throws Refusal {
        if (lines.size() > 1 && (name.equals("host") || name.equals("date"))) {
            throw Refusal.malformed("the request has " + lines.size() + " " + name + " fields (expected: 1)");
        }
    }

    private static String joined(List<String> lines) {
        if (lines.size() == 1) {
            return lines.get(0).strip();
        }
        StringBuilder value = new StringBuilder();
        for (String line : lines) {
            value.append(value.isEmpty() ? "" : ", ").append(line.strip());
        }
        return value.toString();
    }

    // RFC 9421 §2.1 with RFC 9112 §5.2: a line end before white space, with all white space around it, is one blank.
    private static String unfold(String line) {
        StringBuilder unfolded = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            int blank = foldEnd(line, i);
            if (blank < 0) {
                unfolded.append(line.charAt(i));
                continue;
            }
            while (!unfolded.isEmpty() && isBlank(unfolded.charAt(unfolded.length() - 1))) {
                unfolded.setLength(unfolded.length() - 1);
            }
            unfolded.append(' ');
            i = blank;
        }
        return unfolded.toString();
    }

    /** The index of the last character of a fold that starts here; -1 if none does. */
    private static int foldEnd(String line, int start) {
        int i = line.startsWith("\r\n", start) ? start + 2 : line.startsWith("\n", start) ? start + 1 : -1;
        if (i < 0 || i >= line.length() || !isBlank(line.charAt(i))) {
            return -1;
        }
        while (i < line.length() && isBlank(line.charAt(i))) {
            i++;
        }
        return i - 1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
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

    static void requirePrintable(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException(what + ": " + Quoted.of(value) + " (expected: printable ASCII)");
            }
        }
    }
}
