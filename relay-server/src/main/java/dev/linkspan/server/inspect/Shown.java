package dev.linkspan.server.inspect;

/** A stranger's text in a sentence: quoted, bounded, printable. */
final class Shown {

    private static final int LIMIT = 80;

    private Shown() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < LIMIT; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return shown.append(text.length() > LIMIT ? "...\"" : "\"").toString();
    }
}
