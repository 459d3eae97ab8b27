package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Accessors;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.RandomDocuments;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every document, tried with many that chance made. Each failure names the seed of its document. */
class DocumentPropertiesTest {

    private static final int DOCUMENTS = 12_000;
    private static final int ALTERED = 12_000;
    private static final long SEED = 20_261_121;

    private final DocumentReader reader = new DocumentReader();

    @Test
    void what_is_written_reads_as_the_same_document() {
        for (long seed = SEED; seed < SEED + DOCUMENTS; seed++) {
            JsonObject document = new RandomDocuments(seed).next();

            ReceivedDocument first = read(JsonText.write(document), seed);
            ReceivedDocument second = read(JsonText.write(first.view().json()), seed);

            assertThat(first.original()).as("seed %s", seed).isEqualTo(document);
            assertThat(second.view()).as("seed %s", seed).isEqualTo(first.view());
        }
    }

    @Test
    void what_nobody_knows_survives_reading_building_and_writing_at_every_depth() {
        int marks = 0;
        for (long seed = SEED; seed < SEED + DOCUMENTS; seed++) {
            JsonObject document = new RandomDocuments(seed).next();
            List<String> unknown = texts(document).stream()
                    .filter(text -> text.startsWith(RandomDocuments.MARK))
                    .toList();

            ReceivedDocument received = read(JsonText.write(document), seed);
            Entity built = received.view().toBuilder().build();
            ReceivedDocument again = read(JsonText.write(built.json()), seed);

            assertThat(texts(again.json())).as("seed %s", seed).containsAll(unknown);
            assertThat(withoutContext(built.json())).as("seed %s", seed).isEqualTo(withoutContext(received.json()));
            if (received.path() == ReceivedDocument.Path.DIRECT) {
                assertThat(withoutContext(again.json())).as("seed %s", seed).isEqualTo(withoutContext(document));
            }
            marks += unknown.size();
        }

        assertThat(marks).isGreaterThan(DOCUMENTS / 2);
    }

    @Test
    void every_accessor_answers_and_problems_are_told() {
        for (long seed = SEED; seed < SEED + DOCUMENTS; seed++) {
            ReceivedDocument received = read(JsonText.write(new RandomDocuments(seed).next()), seed);

            try {
                Accessors.callAll(received.view(), 2);
                assertThat(received.problems()).hasSizeLessThan(300);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void bytes_of_any_shape_give_a_value() {
        Set<Reading.Reason> reasons = new HashSet<>();
        for (long seed = SEED; seed < SEED + ALTERED; seed++) {
            byte[] bytes = altered(new Random(seed), seed);

            try {
                if (reader.read(Body.of(bytes)) instanceof Reading.Refused refused) {
                    reasons.add(refused.reason());
                    assertThat(refused.detail()).isNotBlank();
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }

        assertThat(reasons).contains(Reading.Reason.MALFORMED_JSON);
    }

    private static byte[] altered(Random random, long seed) {
        byte[] bytes = new RandomDocuments(seed).next().toString().getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(5)) {
            case 0 -> {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 3 -> {
                String grammar = "{}[]\",:\\@_x0e.-";
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) grammar.charAt(random.nextInt(grammar.length()));
                }
            }
            default -> {
                // Keywords in the place of names, which only a processor of JSON-LD heeds.
                List<String> keywords = List.of("@id", "@type", "@value", "@list", "@set", "@graph", "@reverse");
                bytes = new String(bytes, StandardCharsets.UTF_8)
                        .replace(
                                random.nextBoolean() ? "\"id\"" : "\"unheardOf\"",
                                "\"" + keywords.get(random.nextInt(keywords.size())) + "\"")
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    private ReceivedDocument read(Body body, long seed) {
        Reading reading = reader.read(body);
        assertThat(reading).as("seed %s", seed).isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    private static JsonObject withoutContext(JsonObject object) {
        return JsonText.object(object).remove("@context").build();
    }

    private static List<String> texts(JsonValue value) {
        List<String> texts = new ArrayList<>();
        collect(value, texts);
        return texts;
    }

    private static void collect(JsonValue value, List<String> texts) {
        switch (value) {
            case JsonString text -> texts.add(text.getString());
            case JsonArray array -> array.forEach(item -> collect(item, texts));
            case JsonObject object -> object.values().forEach(item -> collect(item, texts));
            default -> {}
        }
    }
}
