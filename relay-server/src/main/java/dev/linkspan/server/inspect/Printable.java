package dev.linkspan.server.inspect;

/** A stranger's text for a terminal, which it must not command. */
public final class Printable {

    private Printable() {}

    /** The text with a question mark for each character that is not to be seen. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> shown.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return shown.toString();
    }
}
