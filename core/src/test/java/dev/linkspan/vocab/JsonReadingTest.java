package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonReading.Reason;
import jakarta.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the lenient reader takes, and what it refuses for which reason. */
class JsonReadingTest {

    private static final ReadingLimits TIGHT = new ReadingLimits(1_000, 4, 12, 5, 20, 8, 30);

    @Test
    void reads_an_object_without_a_problem() {
        JsonReading reading = read("{\"type\":\"Note\",\"content\":\"Gr\u00fc\u00dfe \\ud83d\\ude42\"}");

        assertThat(object(reading).getString("content")).isEqualTo("Gr\u00fc\u00dfe \ud83d\ude42");
        assertThat(problems(reading)).isEmpty();
    }

    @Test
    void skips_a_byte_order_mark_and_says_so() {
        JsonReading reading = read("\ufeff{\"id\":\"x\"}");

        assertThat(object(reading).getString("id")).isEqualTo("x");
        assertThat(problems(reading)).containsExactly("|a byte order mark stands before the document");
    }

    @Test
    void takes_the_last_of_members_with_one_name_and_names_them() {
        JsonReading reading = read("{\"a\":1,\"b\":[{},{\"a/~\":1,\"a/~\":2}],\"a\":{\"a\":3}}");

        assertThat(object(reading).toString()).isEqualTo("{\"a\":{\"a\":3},\"b\":[{},{\"a/~\":2}]}");
        assertThat(problems(reading))
                .containsExactly(
                        "/b/1/a~1~0|the member a/~ stands there more than once; the last counts",
                        "/a|the member a stands there more than once; the last counts");
    }

    @Test
    void takes_names_for_the_same_that_differ_in_escapes_only() {
        JsonReading reading = read("{\"id\":\"x\",\"\\u0069d\":\"y\"}");

        assertThat(object(reading).getString("id")).isEqualTo("y");
        assertThat(problems(reading)).hasSize(1);
    }

    @Test
    void lists_no_more_than_a_hundred_repeated_names() {
        assertThat(problems(read("{" + "\"a\":1,".repeat(5_000) + "\"a\":2}"))).hasSize(100);
    }

    @Test
    void lists_repeated_names_in_little_memory_however_long_the_names_around_them_are() {
        String name = "n".repeat(400_000);
        Body body = Body.of("{\"" + name + "\":{" + "\"a\":1,".repeat(5_000) + "\"a\":2}}");

        assertThat(problems(JsonText.read(body))).hasSize(1);
        Work.requireAtMost(20L << 20, () -> JsonText.read(body));
    }

    @Test
    void refuses_utf_16_with_and_without_a_mark() {
        assertRefused(bytes("{\"id\":\"x\"}", StandardCharsets.UTF_16), Reason.ENCODING, "UTF-16");
        assertRefused(bytes("{\"id\":\"x\"}", StandardCharsets.UTF_16LE), Reason.ENCODING, "UTF-16");
        assertRefused(bytes("{\"id\":\"x\"}", StandardCharsets.UTF_16BE), Reason.ENCODING, "UTF-16");
        assertRefused(bytes("\ufeff{}", StandardCharsets.UTF_16LE), Reason.ENCODING, "UTF-16");
    }

    @Test
    void refuses_utf_32() {
        assertRefused(bytes("{}", Charset.forName("UTF-32BE")), Reason.ENCODING, "UTF-32");
        assertRefused(bytes("{}", Charset.forName("UTF-32LE")), Reason.ENCODING, "UTF-32");
        assertRefused(bytes("\ufeff{}", Charset.forName("UTF-32LE")), Reason.ENCODING, "UTF-32");
    }

    @Test
    void refuses_one_byte_encodings_and_names_the_place() {
        String text = "{\"content\":\"M\u00fcde\"}";

        assertRefused(
                bytes(text, StandardCharsets.ISO_8859_1), Reason.ENCODING, "at byte 14; it seems to be ISO-8859-1");
        assertRefused(
                bytes("{\"content\":\"\u201cM\u00fcde\u201d\"}", Charset.forName("windows-1252")),
                Reason.ENCODING,
                "windows-1252");
    }

    @Test
    void takes_a_replacement_character_that_was_sent_as_one() {
        assertThat(object(read("{\"content\":\"\ufffd\"}")).getString("content"))
                .isEqualTo("\ufffd");
    }

    @Test
    void refuses_an_escape_that_stands_for_half_of_a_surrogate_pair() {
        assertRefused("{\"a\":\"\\ud83d\"}", Reason.LONE_SURROGATE, "half of a surrogate pair");
        assertRefused("{\"a\":\"\\uDE42\"}", Reason.LONE_SURROGATE, "half of a surrogate pair");
        assertRefused("{\"a\":\"\\uD83D\\u0041\"}", Reason.LONE_SURROGATE, "half of a surrogate pair");
        assertRefused("{\"\\ud83d\\ud83d\\ude42\":1}", Reason.LONE_SURROGATE, "half of a surrogate pair");
        assertRefused("{\"a\":\"\\ud83d\ud83d\ude42\"}", Reason.LONE_SURROGATE, "half of a surrogate pair");
    }

    @Test
    void takes_a_backslash_before_letters_that_look_like_such_an_escape() {
        assertThat(object(read("{\"a\":\"\\\\ud83d \\\\\\ud83d\\ude42\"}")).getString("a"))
                .isEqualTo("\\ud83d \\\ud83d\ude42");
    }

    @Test
    void refuses_half_of_a_surrogate_pair_that_was_encoded() {
        byte[] bytes = bytes("{\"a\":\"???\"}", StandardCharsets.US_ASCII).bytes();
        bytes[6] = (byte) 0xed;
        bytes[7] = (byte) 0xa0;
        bytes[8] = (byte) 0xbd;

        assertRefused(Body.of(bytes), Reason.LONE_SURROGATE, "byte 7");
    }

    @Test
    void refuses_what_is_json_but_no_object() {
        assertRefused("[{}]", Reason.NOT_AN_OBJECT, "an array");
        assertRefused(" \"https://a.example/\"", Reason.NOT_AN_OBJECT, "a text");
        assertRefused("-1", Reason.NOT_AN_OBJECT, "a number");
        assertRefused("null", Reason.NOT_AN_OBJECT, "a literal");
    }

    @Test
    void refuses_what_is_no_json_at_all() {
        assertRefused("", Reason.SYNTAX, "empty");
        assertRefused("\ufeff", Reason.SYNTAX, "empty");
        assertRefused("<!DOCTYPE html><html></html>", Reason.SYNTAX, "HTML");
        assertRefused("id=x", Reason.SYNTAX, "brace");
    }

    @Test
    void refuses_wrong_syntax_and_names_the_place() {
        assertRefused("{\"a\":1,\n \"b\" 2}", Reason.SYNTAX, "line 2");
        for (String text : List.of(
                "{",
                "{\"a\":1",
                "{\"a\":[}",
                "{\"a\":1]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\t\"}",
                "{'a':1}",
                "{\"a\":\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\ud83\"}",
                "{\"a\":tru}",
                "{\"a\":1 /* no */}",
                "{\"a\":--1}",
                "{\"a\":1e}",
                "{a:1}")) {
            assertRefused(text, Reason.SYNTAX, "no JSON");
        }
    }

    @Test
    void refuses_anything_behind_the_object() {
        assertRefused("{} x", Reason.TRAILING_TEXT, "character 4");
        assertRefused("{}{}", Reason.TRAILING_TEXT, "character 3");
        assertRefused("{}\u0000", Reason.TRAILING_TEXT, "character 3");
        assertThat(object(read("{} \r\n\t"))).isEmpty();
    }

    @Test
    void refuses_more_than_64_levels() {
        assertThat(problems(read(nested(64)))).isEmpty();

        assertRefused(nested(65), Reason.TOO_DEEP, "more than 64");
        assertRefused("{\"a\":" + "[".repeat(500_000), Reason.TOO_DEEP, "more than 64");
    }

    @Test
    void refuses_more_than_10_000_items_in_an_array_and_members_in_an_object() {
        assertThat(object(read("{\"a\":[" + "0,".repeat(9_999) + "0]}")).getJsonArray("a"))
                .hasSize(10_000);

        assertRefused("{\"a\":[" + "0,".repeat(10_000) + "0]}", Reason.TOO_MANY_ITEMS, "more than 10000 items");
        assertRefused("{" + "\"a\":0,".repeat(10_000) + "\"a\":0}", Reason.TOO_MANY_ITEMS, "more than 10000 items");
    }

    @Test
    void refuses_more_values_than_the_limit_without_counting_names() {
        String twelve = "{\"a\":[1,\"x\",true,0],\"b\":{\"c\":null,\"d\":[]},\"e\":[{},-2.5e3]}";

        assertThat(problems(JsonText.read(Body.of(twelve), TIGHT))).isEmpty();
        assertRefused(twelve.replace("[]", "[0]"), TIGHT, Reason.TOO_MANY_VALUES, "more than 12 values");
    }

    @Test
    void refuses_more_bytes_than_the_limit() {
        assertThat(problems(JsonText.read(Body.of("{}" + " ".repeat(998)), TIGHT)))
                .isEmpty();
        assertRefused("{}" + " ".repeat(999), TIGHT, Reason.TOO_LONG, "more than 1000 bytes");
        assertRefused("{}" + " ".repeat(1 << 20), Reason.TOO_LONG, "more than 1048576 bytes");
    }

    @Test
    void refuses_longer_texts_and_names_than_the_limit() {
        String longest = "\\\"".repeat(10);

        assertThat(problems(JsonText.read(Body.of("{\"a\":\"" + longest + "\"}"), TIGHT)))
                .isEmpty();
        assertRefused("{\"a\":\"" + longest + "x\"}", TIGHT, Reason.LONG_STRING, "more than 20 characters");
        assertRefused("{\"" + longest + "x\":1}", TIGHT, Reason.LONG_STRING, "more than 20 characters");
    }

    @Test
    void refuses_longer_numbers_and_larger_exponents_than_the_limit() {
        assertThat(problems(JsonText.read(Body.of("{\"a\":[12345678,-1.5E-30,1e+0030]}"), TIGHT)))
                .isEmpty();
        assertRefused("{\"a\":123456789}", TIGHT, Reason.LONG_NUMBER, "more than 8 characters");
        assertRefused("{\"a\":1e31}", TIGHT, Reason.LONG_NUMBER, "exponent beyond 30");
        assertRefused("{\"a\":1E-31}", TIGHT, Reason.LONG_NUMBER, "exponent beyond 30");
        assertRefused("{\"a\":1e99999999999}", Reason.LONG_NUMBER, "exponent beyond 400");
        assertRefused("{\"a\":" + "9".repeat(100_000) + "}", Reason.LONG_NUMBER, "more than 64 characters");
    }

    @Test
    void refuses_beyond_its_limits_before_it_builds_anything() {
        Body values = Body.of("{\"a\":[" + "[[[]]],".repeat(120_000) + "0]}");

        assertThat(JsonText.read(values)).isInstanceOf(JsonReading.Malformed.class);
        // The text itself, and what decoding it takes.
        Work.requireAtMost(3L * values.length(), () -> JsonText.read(values));
    }

    @Test
    void keeps_numbers_as_they_were_written() {
        assertThat(object(read("{\"a\":[1.50,9223372036854775808,0.1,-7]}")).toString())
                .isEqualTo("{\"a\":[1.50,9223372036854775808,0.1,-7]}");
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static Body bytes(String text, Charset charset) {
        return Body.of(text.getBytes(charset));
    }

    private static JsonReading read(String text) {
        return JsonText.read(Body.of(text));
    }

    private static JsonObject object(JsonReading reading) {
        assertThat(reading).isInstanceOf(JsonReading.Document.class);
        return ((JsonReading.Document) reading).object();
    }

    private static List<String> problems(JsonReading reading) {
        assertThat(reading).isInstanceOf(JsonReading.Document.class);
        List<Problem> problems = ((JsonReading.Document) reading).problems();
        assertThat(problems).allMatch(problem -> problem.kind() == Problem.Kind.JSON);
        return problems.stream()
                .map(problem -> problem.pointer() + "|" + problem.detail())
                .toList();
    }

    private static void assertRefused(String text, Reason reason, String detail) {
        assertRefused(Body.of(text), reason, detail);
    }

    private static void assertRefused(Body body, Reason reason, String detail) {
        assertRefused(JsonText.read(body), reason, detail);
    }

    private static void assertRefused(String text, ReadingLimits limits, Reason reason, String detail) {
        assertRefused(JsonText.read(Body.of(text), limits), reason, detail);
    }

    private static void assertRefused(JsonReading reading, Reason reason, String detail) {
        assertThat(reading).isInstanceOf(JsonReading.Malformed.class);
        assertThat(((JsonReading.Malformed) reading).reason()).isEqualTo(reason);
        assertThat(((JsonReading.Malformed) reading).detail()).contains(detail);
    }
}
