package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys damaged at random, the same way in each run: each is read, or refused with the one checked exception. */
class KeyMutationTest {

    private static final int ROUNDS = 600;

    private final Random random = new Random(521);

    private interface Reading {
        Key read(String text) throws KeyFormatException;
    }

    @Test
    void damaged_public_keys_give_a_key_or_a_checked_exception() throws Exception {
        for (String pem : List.of(
                Vectors.ownJson("test-key.json").getString("publicKeyPem"),
                Vectors.ownJson("test-key.json").getString("publicKeyPemPkcs1"),
                PemSamples.P256_PUBLIC,
                PemSamples.P384_PUBLIC,
                PemSamples.ED25519_PUBLIC,
                PemSamples.PSS_SHA256_PUBLIC,
                PemSamples.CERTIFICATE)) {
            mutate(pem, PemKeys::readPublic);
        }
        mutate(Multikeys.write(TestKeys.ed25519().publicKey().orElseThrow()), Multikeys::read);
        mutate(Multikeys.write(PemKeys.readPublic(PemSamples.P384_PUBLIC)), Multikeys::read);
        mutate(DidKeys.verificationMethod(PemKeys.readPublic(PemSamples.P256_PUBLIC)), DidKeys::read);
    }

    @Test
    void damaged_private_keys_give_a_key_or_an_exception_that_shows_nothing_of_them() throws Exception {
        for (String pem : List.of(
                Vectors.ownJson("test-key.json").getString("privateKeyPem"),
                PemSamples.RSA_PSS_PRIVATE,
                PemSamples.P256_PRIVATE,
                PemSamples.P384_PRIVATE,
                PemSamples.ED25519_PRIVATE,
                PemSamples.ENCRYPTED_PKCS8)) {
            mutate(pem, PemKeys::readPrivate);
            mutate(pem, PemKeys::readPublic); // a private key in the wrong place
        }
        for (String pem : List.of(PemSamples.ED25519_PRIVATE, PemSamples.P256_PRIVATE)) {
            mutate(Multikeys.write(PemKeys.readPrivate(pem)), Multikeys::readPrivate);
            mutate(Multikeys.write(PemKeys.readPrivate(pem)), Multikeys::read);
        }
    }

    private void mutate(String original, Reading reading) {
        List<String> secrets = pieces(original);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String damaged = i % 2 == 0 ? damageText(original) : damageBytes(original);
            try {
                reading.read(damaged);
            } catch (KeyFormatException e) {
                refused++;
                assertThat(e).hasNoCause();
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
                if (!original.contains("PUBLIC") && !original.startsWith("did:")) {
                    assertThat(secrets).noneMatch(e.getMessage()::contains);
                }
            }
        }
        assertThat(refused).isPositive();
    }

    /** Every run of eight characters of the key itself. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (String line :
                text.lines().filter(line -> !line.startsWith("-----")).toList()) {
            for (int i = 0; i + 8 <= line.length(); i++) {
                pieces.add(line.substring(i, i + 8));
            }
        }
        return pieces;
    }

    private String damageText(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, damaged.charAt(at));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x250));
                case 3 -> damaged.insert(at, damaged.substring(0, at));
                default -> damaged.setLength(Math.max(1, at));
            }
        }
        return damaged.toString();
    }

    /** Damages what the base64 stands for, so that the structure inside is reached. */
    private String damageBytes(String pem) {
        int start = pem.indexOf("-----\n") + 6;
        int end = pem.indexOf("\n-----END");
        if (start < 6 || end < 0 || pem.contains("PARAMETERS")) {
            return damageText(pem);
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(start, end));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            // Mostly the first bytes, where tags and lengths stand.
            int at = random.nextInt(random.nextBoolean() ? Math.min(40, der.length) : der.length);
            der[at] = (byte) random.nextInt(256);
        }
        return pem.substring(0, start) + Base64.getEncoder().encodeToString(der) + pem.substring(end);
    }
}
