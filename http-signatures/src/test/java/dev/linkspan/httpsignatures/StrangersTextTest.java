package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Garbled fields and keys, the same ones in each run: whatever a stranger sends, it ends in a value. */
class StrangersTextTest {

    private static final int ROUNDS = 4_000;
    private static final String ALPHABET = "\"\\()=,;:@?% az09-_.*\t\n\u0000\u00e9\ufffd";

    private final VerificationKey key = TestKeys.rsa();
    private final Random random = new Random(9421);

    @Test
    void garbled_cavage_fields_give_a_verdict() {
        TestRequest signed = TestRequest.post()
                .cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\",created=1788256802,"
                                + "headers=\"(request-target) (created) host digest\",signature=\"%s\"",
                        "nothing");

        garble(signed.message(), List.of("Signature", "Digest", "Date"));
    }

    @Test
    void garbled_rfc9421_fields_give_a_verdict() {
        TestRequest signed = TestRequest.post()
                .rfc9421(
                        "sig1",
                        "(\"@method\" \"@target-uri\" \"content-digest\");created=1788256802;keyid=\"k\"",
                        "nothing");

        garble(signed.message(), List.of("Signature-Input", "Signature", "Content-Digest"));
    }

    @Test
    void garbled_keys_give_a_key_or_a_checked_exception() {
        String pem = Vectors.ownJson("test-key.json").getString("publicKeyPem");
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String garbled = garble(pem);
            try {
                VerificationPolicy.FEDIVERSE.weakness(PemKeys.readPublic(garbled));
                read++;
            } catch (KeyFormatException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isLessThan(ROUNDS);
    }

    private void garble(HttpMessage.Request message, List<String> names) {
        int valid = 0;
        for (int i = 0; i < ROUNDS; i++) {
            List<Fields.Line> lines = new ArrayList<>();
            for (Fields.Line line : message.fields().lines()) {
                lines.add(names.contains(line.name()) ? new Fields.Line(line.name(), garble(line.value())) : line);
            }
            HttpMessage.Request garbled =
                    new HttpMessage.Request(message.method(), message.targetUri(), new Fields(lines));
            RequestVerifier.claimedKeyIds(garbled);
            Verdict verdict = RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> TestRequest.NOW)
                    .verify(
                            garbled,
                            Body.of(TestRequest.BODY),
                            (keyId, freshness) -> new KeyResolution.Found(key, true));
            valid += verdict instanceof Verdict.Valid ? 1 : 0;
        }
        assertThat(valid).isZero();
    }

    /** Removes, doubles or replaces up to three characters, or cuts the end off. */
    private String garble(String text) {
        StringBuilder garbled = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && !garbled.isEmpty(); i--) {
            int at = random.nextInt(garbled.length());
            switch (random.nextInt(4)) {
                case 0 -> garbled.deleteCharAt(at);
                case 1 -> garbled.insert(at, garbled.charAt(at));
                case 2 -> garbled.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                default -> garbled.setLength(Math.max(1, at));
            }
        }
        return garbled.toString();
    }
}
