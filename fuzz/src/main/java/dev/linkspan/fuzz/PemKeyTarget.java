package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;

/** Keys in PEM, public and private: what is read is judged, and reads the same when written. */
final class PemKeyTarget implements FuzzTarget {

    @Override
    public List<String> seeds() {
        return List.of(
                RsaTestKey.publicPem(),
                RsaTestKey.privatePem(),
                "-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\\n"
                        + "-----END PUBLIC KEY-----",
                // RFC 9421 appendix B.1.3
                """
                -----BEGIN PUBLIC KEY-----
                MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
                w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
                -----END PUBLIC KEY-----
                """,
                "-----BEGIN RSA PUBLIC KEY-----\nMAsCBD+/v78CAwEAAQ==\n-----END RSA PUBLIC KEY-----\n");
    }

    @Override
    public void read(Body input) {
        String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        Work.requireAtMost(400_000 + 200L * input.length(), () -> {
            readPublic(text);
            readPrivate(text);
        });
    }

    private static void readPublic(String text) {
        try {
            PublicKey key = PemKeys.readPublic(text);
            VerificationPolicy.FEDIVERSE.weakness(key);
            if (!PemKeys.readPublic(PemKeys.write(key)).equals(key)) {
                throw new AssertionError("does not read what it writes of " + key);
            }
        } catch (KeyFormatException e) {
            // What it is for.
        }
    }

    private static void readPrivate(String text) {
        try {
            PemKeys.readPrivate(text);
        } catch (KeyFormatException e) {
            // What it is for.
        }
    }
}
