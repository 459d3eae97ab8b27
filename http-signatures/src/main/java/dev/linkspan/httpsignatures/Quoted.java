package dev.linkspan.httpsignatures;

/** Shows a stranger's text in a message: bounded, on one line, printable. */
final class Quoted {

    private static final int LIMIT_CHARS = 120;

    private Quoted() {}

    static String of(String text) {
        return '"' + shown(text) + '"';
    }

    /** A component, which brings quotes of its own. */
    static String bare(ComponentIdentifier component) {
        return shown(component.toString());
    }

    /** A label or other key of a structured field, without quotes. */
    static String label(String label) {
        return shown(label);
    }

    private static String shown(String text) {
        String bounded = text.length() <= LIMIT_CHARS ? text : text.substring(0, LIMIT_CHARS) + "…";
        StringBuilder shown = new StringBuilder(bounded.length());
        for (int i = 0; i < bounded.length(); i++) {
            char c = bounded.charAt(i);
            shown.append((c >= ' ' && c <= '~') || c == '…' ? c : '?');
        }
        return shown.toString();
    }
}
