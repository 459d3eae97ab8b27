package dev.linkspan.httpsignatures;

/** The two grammars of HTTP message signatures in use. */
public enum SignatureScheme {
    /** draft-cavage-http-signatures-12: one {@code Signature} field with {@code keyId=…,headers=…}. */
    CAVAGE,
    /** RFC 9421: {@code Signature-Input} and {@code Signature} as structured fields. */
    RFC9421
}
