package dev.linkspan.vocab;

/** Which texts are IRIs, as far as reading needs to know. */
public final class Iris {

    // Asked for each character of all that is verified.
    private static final boolean[] FORBIDDEN = new boolean[128];

    static {
        "<>\"{}|^`\\".chars().forEach(c -> FORBIDDEN[c] = true);
    }

    private Iris() {}

    /**
     * Whether N-Quads can carry the IRI unescaped.
     *
     * @see <a href="https://www.w3.org/TR/n-quads/#grammar-production-IRIREF">N-Quads, IRIREF</a>
     */
    public static boolean isWritable(String iri) {
        for (int i = 0; i < iri.length(); i++) {
            char c = iri.charAt(i);
            if (c <= ' ' || (c < FORBIDDEN.length && FORBIDDEN[c])) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has a scheme, so that it means the same everywhere. RFC 3986 §3.1. */
    public static boolean isAbsolute(String iri) {
        int colon = iri.indexOf(':');
        if (colon < 1 || !isLetter(iri.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = iri.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
