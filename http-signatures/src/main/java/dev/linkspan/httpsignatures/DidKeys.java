package dev.linkspan.httpsignatures;

import java.security.PublicKey;

/**
 * Keys as {@code did:key} identifiers, which hold the key itself: {@code did:key:z6Mk…}, and the verification method of
 * such an identifier, which repeats it behind {@code #}. Thread-safe.
 *
 * @see <a href="https://w3c-ccg.github.io/did-key-spec/">The did:key method</a>
 */
public final class DidKeys {

    private static final String PREFIX = "did:key:";

    private DidKeys() {}

    /** Whether a text is meant as {@code did:key}; whether it is a good one, {@link #read} tells. */
    public static boolean isDidKey(String id) {
        return id.startsWith(PREFIX);
    }

    /**
     * Reads the key out of {@code did:key:z…} or {@code did:key:z…#z…}.
     *
     * @throws KeyFormatException if the text has another form, its fragment names another key, or its key is of a kind that
     *     we do not use
     */
    public static PublicKey read(String id) throws KeyFormatException {
        String multibase = identifier(id);
        String fragment = id.substring(PREFIX.length() + multibase.length());
        if (!fragment.isEmpty() && !fragment.equals("#" + multibase)) {
            throw new KeyFormatException("the fragment of a did:key differs from its identifier: " + Quoted.of(id));
        }
        if (!multibase.startsWith("z")) {
            throw new KeyFormatException(Quoted.of(id) + " (expected: did:key:z…)");
        }
        return Multikeys.read(multibase);
    }

    /**
     * The identifier without the fragment: the controller of the key.
     *
     * @throws KeyFormatException if the text is not {@code did:key}
     */
    public static String controller(String id) throws KeyFormatException {
        return PREFIX + identifier(id);
    }

    /**
     * The identifier of a key.
     *
     * @throws IllegalArgumentException if the key is none of Ed25519, P-256, P-384 and RSA
     */
    public static String write(PublicKey key) {
        return PREFIX + Multikeys.write(key);
    }

    /**
     * The id of the key as a verification method, as proofs name it: the identifier, {@code #}, and the identifier's last
     * part again.
     *
     * @throws IllegalArgumentException if the key is none of Ed25519, P-256, P-384 and RSA
     */
    public static String verificationMethod(PublicKey key) {
        String multibase = Multikeys.write(key);
        return PREFIX + multibase + "#" + multibase;
    }

    private static String identifier(String id) throws KeyFormatException {
        if (!isDidKey(id)) {
            throw new KeyFormatException(Quoted.of(id) + " (expected: did:key:z…)");
        }
        int end = id.indexOf('#');
        return id.substring(PREFIX.length(), end < 0 ? id.length() : end);
    }
}
