package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What may reach a log: the texts of everything that holds a secret, and the messages about secrets gone wrong. */
class SecretsTest {

    private static final byte[] SHARED = Base64.getDecoder()
            .decode("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");

    @Test
    void texts_of_types_that_hold_a_secret_show_nothing_of_it() throws Exception {
        for (String pem : List.of(
                Vectors.ownJson("test-key.json").getString("privateKeyPem"),
                PemSamples.RSA_PSS_PRIVATE,
                PemSamples.P256_PRIVATE,
                PemSamples.P384_PRIVATE,
                PemSamples.ED25519_PRIVATE)) {
            PrivateKey key = PemKeys.readPrivate(pem);
            showsNothing(key, new SigningKey("k", key), KeyPairs.of(key), PemBlock.in(pem), Body.of(pem));
        }
        SecretKeySpec shared = new SecretKeySpec(SHARED, "HmacSHA256");
        showsNothing(
                shared,
                new SigningKey("k", shared, SignatureAlgorithm.HMAC_SHA256),
                new VerificationKey("k", shared, "c"),
                new KeyResolution.Found(new VerificationKey("k", shared, "c"), true));
        CodedKey coded = CodedKey.decode(Multikeys.write(PemKeys.readPrivate(PemSamples.ED25519_PRIVATE)));
        showsNothing(PemKeys.readPrivate(PemSamples.ED25519_PRIVATE), coded);
    }

    @Test
    void messages_about_wrong_uses_of_a_secret_show_nothing_of_it() throws Exception {
        PrivateKey ed25519 = PemKeys.readPrivate(PemSamples.ED25519_PRIVATE);
        SecretKeySpec shared = new SecretKeySpec(SHARED, "HmacSHA256");

        showsNothing(ed25519, thrown(() -> new SigningKey("k", ed25519, SignatureAlgorithm.HMAC_SHA256)));
        showsNothing(ed25519, thrown(() -> new VerificationKey("k", ed25519, "c")));
        showsNothing(
                ed25519,
                thrown(() -> SignatureProvider.jdk().sign(SignatureAlgorithm.RSA_V1_5_SHA256, ed25519, new byte[0])));
        showsNothing(shared, thrown(() -> new SigningKey("k", shared, SignatureAlgorithm.ED25519)));
    }

    @Test
    void a_line_that_lost_its_dashes_is_not_shown() throws Exception {
        PrivateKey key = PemKeys.readPrivate(PemSamples.ED25519_PRIVATE);
        String inOneLine = PemSamples.ED25519_PRIVATE.replace("\n", "");

        showsNothing(key, thrown(() -> PemKeys.readPrivate(inOneLine.replace("KEY-----M", "KEY M"))));
        showsNothing(key, thrown(() -> PemKeys.readPrivate(inOneLine.replace("-----", "--"))));
        showsNothing(key, thrown(() -> PemKeys.readPublic(inOneLine)));
    }

    private interface Attempt {
        Object run() throws Exception;
    }

    private static List<Object> thrown(Attempt attempt) {
        List<Object> texts = new ArrayList<>();
        try {
            attempt.run();
        } catch (Exception e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                texts.add(t.toString());
            }
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }

    private static void showsNothing(Key secret, Object... holders) {
        for (Object holder : holders) {
            for (String form : forms(secret)) {
                assertThat(holder.toString()).doesNotContainIgnoringCase(form);
            }
        }
    }

    /** The first and last parts of the secret numbers in the ways in which they might be printed. */
    private static List<String> forms(Key secret) {
        List<byte[]> numbers =
                switch (secret) {
                    case RSAPrivateCrtKey rsa ->
                        List.of(
                                rsa.getPrivateExponent().toByteArray(),
                                rsa.getPrimeP().toByteArray(),
                                rsa.getPrimeQ().toByteArray());
                    case ECPrivateKey ec -> List.of(ec.getS().toByteArray());
                    case EdECPrivateKey ed -> List.of(ed.getBytes().orElseThrow());
                    default -> List.of(secret.getEncoded());
                };
        List<String> forms = new ArrayList<>();
        for (byte[] number : numbers) {
            String decimal = new java.math.BigInteger(1, number).toString();
            String hex = HexFormat.of().formatHex(number);
            String spaced = HexFormat.ofDelimiter(", ").formatHex(number);
            for (String form : List.of(decimal, hex, spaced)) {
                forms.add(form.substring(2, 14));
                forms.add(form.substring(form.length() - 12));
            }
            // Whichever way the bytes fall into groups of three.
            for (int i = 0; i < 3; i++) {
                String base64 = Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(number, i, i + 12));
                forms.add(base64.substring(0, 12));
            }
        }
        return forms;
    }
}
