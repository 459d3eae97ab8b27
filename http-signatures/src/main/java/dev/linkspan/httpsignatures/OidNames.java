package dev.linkspan.httpsignatures;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/** Names for kinds of keys that we do not use, so that a refusal says more than numbers. */
final class OidNames {

    private OidNames() {}

    static String algorithm(ASN1ObjectIdentifier oid) {
        return switch (oid.getId()) {
            case "1.3.101.110" -> "X25519, which does not sign"; // RFC 8410 §3, as the next two
            case "1.3.101.111" -> "X448, which does not sign";
            case "1.3.101.113" -> "Ed448";
            case "1.2.840.10040.4.1" -> "DSA"; // RFC 3279 §2.3.2
            case "1.2.840.113549.1.3.1" -> "Diffie-Hellman, which does not sign"; // PKCS#3
            case "1.2.840.113549.1.1.7" -> "RSAES-OAEP, which does not sign"; // RFC 4055 §4.1
            default -> shown(oid);
        };
    }

    static String curve(ASN1ObjectIdentifier oid) {
        String name = ECNamedCurveTable.getName(oid);
        return name == null ? shown(oid) : name;
    }

    // As long as a stranger likes, hence cut.
    private static String shown(ASN1ObjectIdentifier oid) {
        return Quoted.of(oid.getId());
    }
}
