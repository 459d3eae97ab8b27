package dev.linkspan.httpsignatures;

import java.security.InvalidAlgorithmParameterException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * What an algorithm is called in the Java Cryptography Architecture.
 *
 * @param algorithm the name that {@link Signature#getInstance(String)} takes
 * @param pss whether the parameters of RSASSA-PSS must be set
 */
record JcaName(String algorithm, boolean pss) {

    // RFC 9421 §3.3.1
    private static final PSSParameterSpec PSS_SHA512 =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC);

    static JcaName toSign(SignatureAlgorithm algorithm) {
        return toVerify(algorithm, p1363Bytes(algorithm));
    }

    /** By the signature's length too: RFC 9421 §3.3.4 writes r and s side by side; cavage senders write DER. */
    static JcaName toVerify(SignatureAlgorithm algorithm, int signatureBytes) {
        String suffix = signatureBytes == p1363Bytes(algorithm) ? "inP1363Format" : "";
        return switch (algorithm) {
            case RSA_V1_5_SHA256 -> new JcaName("SHA256withRSA", false);
            case RSA_V1_5_SHA384 -> new JcaName("SHA384withRSA", false);
            case RSA_V1_5_SHA512 -> new JcaName("SHA512withRSA", false);
            case RSA_PSS_SHA512 -> new JcaName("RSASSA-PSS", true);
            case ECDSA_P256_SHA256 -> new JcaName("SHA256withECDSA" + suffix, false);
            case ECDSA_P384_SHA384 -> new JcaName("SHA384withECDSA" + suffix, false);
            case ED25519 -> new JcaName("Ed25519", false);
            case HMAC_SHA256 -> throw new IllegalArgumentException("algorithm: " + algorithm + " (expected: no MAC)");
        };
    }

    void prepare(Signature signature) throws InvalidAlgorithmParameterException {
        if (pss) {
            signature.setParameter(PSS_SHA512);
        }
    }

    /** The length of r and s side by side; -1 for what is not ECDSA. */
    private static int p1363Bytes(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> 64;
            case ECDSA_P384_SHA384 -> 96;
            default -> -1;
        };
    }
}
