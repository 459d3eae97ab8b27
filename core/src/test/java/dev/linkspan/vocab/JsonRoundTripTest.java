package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever tree is written reads as the same tree, by both readers. */
class JsonRoundTripTest {

    private static final int TREES = 2_000;

    /** What escapes and encodings are about. */
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "/",
            "\b",
            "\f",
            "\n",
            "\r",
            "\t",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u00fc",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\uffff",
            "\ufffd",
            "\ud83d\ude42",
            "\udbff\udfff",
            "\\u0041",
            "\\ud83d",
            "</script>",
            "a",
            "~",
            "",
            "{",
            "]",
            ",",
            ":",
            "1e5");

    @Test
    void a_random_tree_is_read_as_it_was_written() {
        Random random = new Random(20_260_921);
        for (int i = 0; i < TREES; i++) {
            JsonObject tree = object(random, 5);

            Body written = JsonText.write(tree);

            assertThat(JsonText.read(written)).isEqualTo(new JsonReading.Document(tree, List.of()));
            assertThat(JsonText.parse(written)).isEqualTo(new JsonText.Result.Document(tree));
        }
    }

    private static JsonObject object(Random random, int depth) {
        JsonObjectBuilder object = JsonText.object();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.add(text(random), value(random, depth - 1));
        }
        return object.build();
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> JsonValue.NULL;
            case 1 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 2 -> Json.createValue(random.nextInt());
            case 3 -> Json.createValue(random.nextLong());
            case 4 -> Json.createValue(decimal(random));
            case 5, 6 -> Json.createValue(text(random));
            case 7 -> object(random, depth);
            default -> array(random, depth);
        };
    }

    private static JsonValue array(Random random, int depth) {
        JsonArrayBuilder array = JsonText.array();
        for (int i = random.nextInt(6); i > 0; i--) {
            array.add(value(random, depth - 1));
        }
        return array.build();
    }

    private static BigDecimal decimal(Random random) {
        return new BigDecimal(random.nextLong() + "E" + (random.nextInt(700) - 350));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    // Found by fuzzing: it is written as 1.0E+401.
    @Test
    void a_number_at_the_limit_is_read_again_after_writing() {
        JsonReading read = JsonText.read(Body.of("{\"n\":10e400}"));

        assertThat(JsonText.parse(JsonText.write(((JsonReading.Document) read).object())))
                .isInstanceOf(JsonText.Result.Document.class);
    }
}
