package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;

/** Keys in multibase: what is read is judged, and reads the same when written. */
final class MultikeyTarget implements FuzzTarget {

    /** Base58 takes the square of at most 1,500 characters, reading and writing. */
    static final long MOST_BYTES = 12_000_000;

    @Override
    public List<String> seeds() {
        return List.of(
                "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", // Ed25519, FEP-521a
                Multikeys.write(RsaTestKey.publicKey()),
                // P-256, RFC 9421 appendix B.1.3
                Multikeys.write(Genuine.publicKey("""
                        -----BEGIN PUBLIC KEY-----
                        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
                        w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
                        -----END PUBLIC KEY-----
                        """)),
                Multikeys.write(Genuine.privateKey("""
                        -----BEGIN PRIVATE KEY-----
                        MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
                        -----END PRIVATE KEY-----
                        """)));
    }

    @Override
    public void read(Body input) {
        String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        Work.requireAtMost(MOST_BYTES + 50L * input.length(), () -> {
            readPublic(text);
            readPrivate(text);
        });
    }

    private static void readPublic(String text) {
        try {
            PublicKey key = Multikeys.read(text);
            VerificationPolicy.FEDIVERSE.weakness(key);
            if (!Multikeys.read(Multikeys.write(key)).equals(key)) {
                throw new AssertionError("does not read what it writes of " + text);
            }
        } catch (KeyFormatException e) {
            // What it is for.
        }
    }

    private static void readPrivate(String text) {
        try {
            Multikeys.readPrivate(text);
        } catch (KeyFormatException e) {
            // What it is for.
        }
    }
}
