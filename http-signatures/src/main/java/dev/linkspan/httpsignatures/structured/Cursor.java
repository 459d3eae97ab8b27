package dev.linkspan.httpsignatures.structured;

/** A place in a text that only moves forward. Not thread-safe. */
final class Cursor {

    /** What {@link #peek} answers at the end of the text. */
    static final int END = -1;

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~:/"; // tchar of RFC 9110 §5.6.2, then : and /

    private final String text;
    private int position;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    String since(int start) {
        return text.substring(start, position);
    }

    boolean atEnd() {
        return position == text.length();
    }

    int peek() {
        return atEnd() ? END : text.charAt(position);
    }

    int next() {
        int c = peek();
        if (c != END) {
            position++;
        }
        return c;
    }

    boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    void require(char expected) throws StructuredFieldException {
        if (!take(expected)) {
            throw unexpected(String.valueOf(expected));
        }
    }

    void skipSpaces() {
        while (peek() == ' ') {
            position++;
        }
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            position++;
        }
    }

    StructuredFieldException unexpected(String expected) {
        return new StructuredFieldException("at character " + position + " (expected: " + expected + ")");
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLowerAlpha(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isKeyCharacter(int c) {
        return isLowerAlpha(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
    }

    static boolean isTokenCharacter(int c) {
        return isAlpha(c) || isDigit(c) || (c != END && TOKEN_SYMBOLS.indexOf(c) >= 0);
    }

    static boolean isAlpha(int c) {
        return isLowerAlpha(c) || (c >= 'A' && c <= 'Z');
    }
}
