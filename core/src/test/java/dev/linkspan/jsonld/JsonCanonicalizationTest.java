package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.JsonCanonicalization.Reason;
import dev.linkspan.jsonld.JsonCanonicalization.Result;
import dev.linkspan.jsonld.JsonCanonicalization.Result.Canonical;
import dev.linkspan.jsonld.JsonCanonicalization.Result.Refused;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical JSON. Numbers in names are those of reference/attacks.md, group J. */
class JsonCanonicalizationTest {

    @Test
    void writes_the_sample_of_the_rfc() {
        // RFC 8785 §3.2.2 and §3.2.3
        assertThat(canonical("""
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false]}"""))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sorts_by_utf16_code_units() {
        // RFC 8785 §3.2.3: the surrogates of the smiley stand before U+FB33, although its code point is larger.
        assertThat(canonical("""
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}"""))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void keeps_arrays_in_order_and_sorts_at_every_depth() {
        assertThat(canonical("{\"b\": [3, {\"d\": {}, \"c\": []}, [ ]], \"a\": \"\", \"\": {\"A\": 1, \"AA\": 2}}"))
                .isEqualTo("{\"\":{\"A\":1,\"AA\":2},\"a\":\"\",\"b\":[3,{\"c\":[],\"d\":{}},[]]}");
    }

    @Test
    void escapes_control_characters_and_nothing_else() {
        StringBuilder expected = new StringBuilder("{\"c\":\"");
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x20; c++) {
            all.append(c);
            int index = "\b\t\n\f\r".indexOf(c);
            expected.append(index >= 0 ? "\\" + "btnfr".charAt(index) : "\\u00%02x".formatted((int) c));
        }
        all.append("</script>\u007f\u2028\u00e9e\u0301");
        expected.append("</script>\u007f\u2028\u00e9e\u0301\"}");

        assertThat(canonical(Json.createObjectBuilder().add("c", all.toString()).build()))
                .isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void writes_what_the_authors_of_the_rfc_expect(String name) {
        List<Path> inputs = Shared.files("vectors/jcs/input").stream()
                .filter(file -> file.getFileName().toString().equals(name + ".json"))
                .toList();
        for (Path input : inputs) {
            // One of them is an array.
            JsonValue value = json("{\"value\":" + Shared.text(input) + "}").get("value");
            Path output = Shared.path("vectors/jcs/output/" + name + ".json").orElseThrow();

            assertThat(((Canonical) JsonCanonicalization.canonicalize(value)).text())
                    .isEqualTo(Body.of(Shared.bytes(output)));
        }
    }

    @Test
    void is_its_own_canonical_form() {
        String once = canonical("{\"z\": [1.10, -0.0, 1e21, 12345678901234567890], \"a\": \"\\u00e9\\u0007\"}");

        assertThat(canonical(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({
        "-0, 0",
        "-0.0, 0",
        "0e400, 0",
        "1e-400, 0",
        "1.0, 1",
        "100e-2, 1",
        "9007199254740991, 9007199254740991",
        "9007199254740993, 9007199254740992",
        "1152921504606846976, 1152921504606847000",
        "1152921504606847000, 1152921504606847000",
        "999999999999999999999, 1e+21",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.1e-5, 0.000001",
        "0.1e-6, 1e-7",
    })
    void j13_takes_every_number_for_a_double(String number, String expected) {
        assertThat(canonical("{\"n\":" + number + "}")).isEqualTo("{\"n\":" + expected + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1.7976931348623159e308", "1e999999999", "[[1e309]]"})
    void j13_refuses_a_number_that_is_no_double(String number) {
        assertThat(refused(Shared.unlimited("{\"n\":" + number + "}"))).isEqualTo(Reason.NUMBER_TOO_LARGE);
    }

    @Test
    void j13_refuses_a_thousand_digits() {
        assertThat(refused(Shared.unlimited("{\"n\":" + "9".repeat(1000) + "}")))
                .isEqualTo(Reason.NUMBER_TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, true",
        "9007199254740993, false",
        "-9007199254740993, false",
        "9007199254740994, true",
        "1152921504606846976, true", // 2^60, as a program with long integers writes it
        "1152921504606847000, true", // 2^60, as ECMAScript writes it
        "1152921504606846977, false",
        "1e21, true",
        "0.1000000000000000055, true", // a fraction is a double to every reader
        // The value decides, not how it is spelled.
        "9007199254740992.0, true",
        "9007199254740993.0, false",
        "-9007199254740993.000, false",
        "9.007199254740993e15, false",
        "9.007199254740993E+15, false",
        "9007199254740993e0, false",
        "900719925474099300e-2, false",
        "9007199254740992e1, true",
        "9007199254740993e1, false", // 90071992547409930; its double is …928
        "11529215046068469.76e2, true",
        "1152921504606847000.0, true",
        "1.7976931348623157e308, true",
        "123456789012345678901e10, false",
        "9007199254740993.5, true", // no integer
        "1.0, true",
        "0.0, true",
        "-0e400, true",
    })
    void j13_refuses_on_request_an_integer_that_readers_may_see_differently(String number, boolean exact) {
        Result result = JsonCanonicalization.canonicalizeExactly(json("{\"n\":" + number + "}"));

        if (exact) {
            assertThat(result).isInstanceOf(Canonical.class);
        } else {
            assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.NUMBER_INEXACT);
                assertThat(refused.detail()).contains("an integer is not a double: ");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\ud83dx"})
    void j13_refuses_half_of_a_surrogate_pair(String text) {
        assertThat(refused(Json.createObjectBuilder().add("a", text).build())).isEqualTo(Reason.LONE_SURROGATE);
        assertThat(refused(Json.createObjectBuilder().add(text, "a").build())).isEqualTo(Reason.LONE_SURROGATE);
    }

    @Test
    void refuses_to_go_too_deep() {
        assertThat(JsonCanonicalization.canonicalize(nested(JsonCanonicalization.MAX_DEPTH)))
                .isInstanceOf(Canonical.class);
        assertThat(refused(nested(JsonCanonicalization.MAX_DEPTH + 1))).isEqualTo(Reason.TOO_DEEP);
        assertThat(refused(nested(1_000))).isEqualTo(Reason.TOO_DEEP);
    }

    private static JsonValue nested(int depth) {
        JsonValue value = JsonValue.EMPTY_JSON_ARRAY;
        for (int i = 1; i < depth; i++) {
            value = Json.createArrayBuilder().add(value).build();
        }
        return value;
    }

    private static String canonical(String text) {
        return canonical(json(text));
    }

    private static String canonical(JsonValue value) {
        return ((Canonical) JsonCanonicalization.canonicalize(value)).text().text();
    }

    private static Reason refused(JsonValue value) {
        return ((Refused) JsonCanonicalization.canonicalize(value)).reason();
    }
}
