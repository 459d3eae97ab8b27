package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan verify} over requests of other implementations, and over damaged ones. */
class VerifyRecordingsTest {

    @TempDir
    Path folder;

    @Test
    void every_recorded_request_is_verified_at_its_time_with_the_actors_documents() {
        Recordings recordings = Recordings.into(folder);

        for (Recordings.Recording recording : recordings.requests()) {
            Cli run = verify(recording.file(), recording.receivedAt().toString(), recordings.actors());

            assertThat(run.out()).as(recording.name()).contains("\nVERIFIED: ");
            assertThat(run.exit()).as(recording.name() + run.err()).isZero();
            String signed = recording.name().substring(recording.name().lastIndexOf('/') + 1);
            assertThat(run.out().contains("LD signature   made "))
                    .as(recording.name())
                    .isEqualTo(signed.contains("ld"));
            assertThat(run.out().contains("proof          made "))
                    .as(recording.name())
                    .isEqualTo(signed.contains("proof"));
            assertThat(run.out().contains("there is no HTTP signature"))
                    .as(recording.name())
                    .isEqualTo(signed.contains("none"));
        }
    }

    @Test
    void every_recorded_request_is_too_old_today() {
        Recordings recordings = Recordings.into(folder);

        for (Recordings.Recording recording : recordings.requests()) {
            Cli run = verify(
                    recording.file(),
                    recording.receivedAt().plusSeconds(86_400 * 9).toString(),
                    recordings.actors());

            // The signatures of documents do not age.
            assertThat(run.exit())
                    .as(recording.name())
                    .isEqualTo(recording.name().contains("none") ? 0 : 1);
        }
    }

    @Test
    void damaged_requests_end_in_one_of_three_ways() throws Exception {
        Random random = new Random(9421);
        Path key = Files.writeString(folder.resolve("key"), SignedRequest.pem());
        List<byte[]> good = List.of(
                SignedRequest.cavage().getBytes(StandardCharsets.UTF_8),
                SignedRequest.signed(RequestSigner.rfc9421(), "https://relay.example/inbox", "{\"a\":[1,\"\\u00e4\"]}")
                        .getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 150; i++) {
            byte[] bytes = damaged(good.get(i % good.size()), random);
            Path file = Files.write(folder.resolve("damaged"), bytes);

            Cli run = verify(file, SignedRequest.AT, List.of(key));

            assertThat(run.exit())
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isBetween(0, 2);
            assertThat(run.err()).doesNotContain("Exception");
            assertThat(run.exit() == 2 ? run.err().lines().count() : 1).isEqualTo(1);
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    byte[] longer = new byte[bytes.length + 1];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    longer[at] = "\r\n \t:=\",;%".getBytes(StandardCharsets.US_ASCII)[random.nextInt(10)];
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    private static Cli verify(Path request, String at, List<Path> keys) {
        List<String> words = new ArrayList<>(List.of("verify", "--request", request.toString(), "--scheme", "http"));
        words.addAll(List.of("--at", at));
        keys.forEach(key -> words.addAll(List.of("--key", key.toString())));
        return Cli.run(words.toArray(String[]::new));
    }
}
