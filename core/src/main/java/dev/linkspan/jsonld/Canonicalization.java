package dev.linkspan.jsonld;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What canonicalising a document gave. */
public sealed interface Canonicalization {

    /**
     * The document's canonical form.
     *
     * @param nQuads canonical N-Quads: sorted lines, each ended by a line feed, blank nodes named {@code _:c14n0} on
     * @param sha256Hex the SHA-256 of their UTF-8 bytes, as 64 lower-case hexadecimal digits
     */
    record Canonical(String nQuads, String sha256Hex) implements Canonicalization {

        /** The form that has these canonical N-Quads. */
        public static Canonical of(String nQuads) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(nQuads.getBytes(StandardCharsets.UTF_8));
                return new Canonical(nQuads, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /**
     * The document has no canonical form here.
     *
     * @param reason which rule it breaks
     * @param detail what is wrong with it, fit to be sent to the sender
     */
    record Refused(Reason reason, String detail) implements Canonicalization {}

    /** Why a document is refused. */
    enum Reason {
        /** It names a context that does not come with us. */
        UNKNOWN_CONTEXT,
        /** It uses a keyword that lets RDF and plain JSON tell different stories, or that we do not process. */
        FORBIDDEN_KEYWORD,
        /** It would cost more work than the limits allow. */
        TOO_COMPLEX,
        /** It is not valid JSON-LD. */
        INVALID_JSON_LD
    }
}
