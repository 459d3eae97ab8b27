package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Keys as PEM text. Reads what is found in actor documents: line breaks lost, turned into blanks or into the two
 * characters {@code \n}. Of several blocks the first key of the wanted kind counts. Writes only the common forms.
 * Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
public final class PemKeys {

    private static final String SPKI = "PUBLIC KEY";
    private static final String PKCS1_PUBLIC = "RSA PUBLIC KEY";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1_PRIVATE = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";

    private static final Set<String> PUBLIC_LABELS = Set.of(SPKI, PKCS1_PUBLIC);
    private static final Set<String> PRIVATE_LABELS = Set.of(PKCS8, PKCS1_PRIVATE, SEC1);

    private PemKeys() {}

    /**
     * Reads a public key: SubjectPublicKeyInfo ({@code PUBLIC KEY}, or its base64 alone, as some servers send it) or PKCS#1
     * ({@code RSA PUBLIC KEY}). RSA, RSASSA-PSS (RFC 4055), Ed25519, P-256 and P-384. Whether the key is strong enough is
     * for {@link VerificationPolicy#weakness} to say.
     *
     * @throws KeyFormatException if there is no such key in the text
     */
    public static PublicKey readPublic(String pem) throws KeyFormatException {
        List<PemBlock> blocks = PemBlock.in(pem);
        if (blocks.isEmpty()) {
            return bare(pem);
        }
        PemBlock block = first(blocks, PUBLIC_LABELS, "a public key");
        return block.label().equals(SPKI) ? KeyCodec.spki(block.bytes()) : KeyCodec.pkcs1Public(block.bytes());
    }

    /**
     * Reads an unencrypted private key: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) or SEC 1
     * ({@code EC PRIVATE KEY}). The same kinds as {@link #readPublic}.
     *
     * @throws KeyFormatException if there is no such key in the text; neither message nor cause shows any of it
     */
    public static PrivateKey readPrivate(String pem) throws KeyFormatException {
        List<PemBlock> blocks = PemBlock.in(pem);
        if (blocks.isEmpty()) {
            throw new KeyFormatException("no -----BEGIN …----- line");
        }
        PemBlock block = first(blocks, PRIVATE_LABELS, "a private key");
        if (block.isEncrypted()) {
            throw new KeyFormatException(PemRefusals.encrypted());
        }
        return switch (block.label()) {
            case PKCS1_PRIVATE -> KeyCodec.pkcs1Private(block.bytes());
            case SEC1 -> KeyCodec.sec1(block.bytes());
            default -> KeyCodec.pkcs8(block.bytes());
        };
    }

    /** The key as SubjectPublicKeyInfo, the only form that every server reads; 64 columns, newline at the end. */
    public static String write(PublicKey key) {
        return text(SPKI, key.getEncoded());
    }

    /** The key as PKCS#8; 64 columns, newline at the end. */
    public static String write(PrivateKey key) {
        return text(PKCS8, key.getEncoded());
    }

    private static String text(String label, byte[] der) {
        Base64.Encoder columns = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return PemBlock.BEGIN + label + PemBlock.DASHES + "\n" + columns.encodeToString(der) + "\n" + PemBlock.END
                + label + PemBlock.DASHES + "\n";
    }

    private static PemBlock first(List<PemBlock> blocks, Set<String> labels, String wanted) throws KeyFormatException {
        for (PemBlock block : blocks) {
            if (labels.contains(block.label())) {
                return block;
            }
        }
        throw new KeyFormatException(PemRefusals.of(blocks.getFirst().label(), wanted));
    }

    private static PublicKey bare(String text) throws KeyFormatException {
        try {
            return KeyCodec.spki(PemBlock.decode(text));
        } catch (KeyFormatException e) {
            // What the text was meant to be is unknown: say what is missing, not how the attempt failed.
            throw new KeyFormatException(PemRefusals.withoutBlocks(text));
        }
    }
}
