package dev.linkspan.httpsignatures;

/** Shows a stranger's text in a message: bounded, on one line, printable. */
final class Quoted {

    private static final int LIMIT_CHARS = 120;

    private Quoted() {}

    static String of(String text) {
        String shown = text.length() <= LIMIT_CHARS ? text : text.substring(0, LIMIT_CHARS) + "…";
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            quoted.append((c >= ' ' && c <= '~') || c == '…' ? c : '?');
        }
        return quoted.append('"').toString();
    }
}
