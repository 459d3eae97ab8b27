package dev.linkspan.vocab;

/** A stranger's text made fit for one log line, and for an answer. */
public final class LogText {

    private static final int LONGEST = 200;

    private LogText() {}

    /** At most 200 characters, control characters replaced. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return line.toString();
    }
}
