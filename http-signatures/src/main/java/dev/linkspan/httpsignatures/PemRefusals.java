package dev.linkspan.httpsignatures;

/** What to say about PEM texts that hold something else than the wanted key, with the way to the key if there is one. */
final class PemRefusals {

    private PemRefusals() {}

    static String of(String label, String wanted) {
        return switch (label) {
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                "PEM of an X.509 certificate (expected: " + wanted
                        + "; its public key: openssl x509 -in FILE -noout -pubkey)";
            case "ENCRYPTED PRIVATE KEY" -> encrypted();
            case "OPENSSH PRIVATE KEY" ->
                "PEM of an OpenSSH private key (expected: " + wanted
                        + "; convert a copy of an RSA or ECDSA key: ssh-keygen -p -N \"\" -m PKCS8 -f COPY)";
            default -> "PEM label " + Quoted.of(label) + " (expected: " + wanted + ")";
        };
    }

    static String encrypted() {
        return "PEM of an encrypted private key (expected: unencrypted; decrypt it: openssl pkey -in FILE -out NEW)";
    }

    static String withoutBlocks(String text) {
        return text.stripLeading().startsWith("ssh-")
                ? "an OpenSSH public key (expected: PEM; convert it: ssh-keygen -e -m PKCS8 -f FILE)"
                : "no -----BEGIN …----- line";
    }
}
