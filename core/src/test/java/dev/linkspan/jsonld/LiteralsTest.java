package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.Canonicalization.Canonical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected forms: JSON-LD 1.1 API, Object to RDF Conversion; the same as jsonld.js 8.3.3 prints, and as the source of
 * Ruby's json-ld 3.3 computes, but where said.
 */
class LiteralsTest {

    private final Canonicalizer canonicalizer = new Canonicalizer();

    @ParameterizedTest
    @CsvSource({
        "15, 15, 15, 1.5E1",
        "-15, 15, -15, -1.5E1",
        "0, 0, 0, 0.0E0",
        "100, 100, 100, 1.0E2",
        "1.0, 1, 1, 1.0E0",
        "-0, 0, 0, 0.0E0",
        "-0.0, 0, 0, 0.0E0",
        "1E2, 100, 100, 1.0E2",
        "9007199254740992, 9007199254740992, 9007199254740992, 9.007199254740992E15",
        "1e20, 1, 100000000000000000000, 1.0E20",
        // Beyond what a double holds, read as a double because it has a point.
        "12345678901234567890.5, 1, 12345678901234567168, 1.234567890123457E19",
    })
    void writes_a_whole_number_as_an_integer_unless_it_is_typed_as_a_double(
            String number, String ignored, String integer, String asDouble) {
        assertThat(literal(number, null)).isEqualTo("\"" + integer + "\"^^<http://www.w3.org/2001/XMLSchema#integer>");
        assertThat(literal(number, "float")).isEqualTo("\"" + integer + "\"^^<http://www.w3.org/2001/XMLSchema#float>");
        assertThat(literal(number, "double"))
                .isEqualTo("\"" + asDouble + "\"^^<http://www.w3.org/2001/XMLSchema#double>");
    }

    @ParameterizedTest
    @CsvSource({
        "15.5, 1.55E1",
        "-0.5, -5.0E-1",
        "0.1, 1.0E-1",
        "0.30000000000000004, 3.0E-1",
        "0.000001, 1.0E-6",
        "1.5e-7, 1.5E-7",
        "3.14159265358979, 3.14159265358979E0",
        "1234567.125, 1.234567125E6",
        "1e21, 1.0E21",
        "1e22, 1.0E22",
        "-1e21, -1.0E21",
        "1.7976931348623157e308, 1.797693134862316E308",
    })
    void writes_a_fraction_or_a_huge_number_with_up_to_sixteen_digits(String number, String written) {
        assertThat(literal(number, null)).isEqualTo("\"" + written + "\"^^<http://www.w3.org/2001/XMLSchema#double>");
        assertThat(literal(number, "float")).isEqualTo("\"" + written + "\"^^<http://www.w3.org/2001/XMLSchema#float>");
        assertThat(literal(number, "double"))
                .isEqualTo("\"" + written + "\"^^<http://www.w3.org/2001/XMLSchema#double>");
    }

    // jsonld.js writes "0" for these: JavaScript prints them without a point and it looks for one.
    @ParameterizedTest
    @CsvSource({"5e-324, 4.940656458412465E-324", "1e-7, 1.0E-7"})
    void keeps_a_tiny_number_that_javascript_loses(String number, String written) {
        assertThat(literal(number, null)).isEqualTo("\"" + written + "\"^^<http://www.w3.org/2001/XMLSchema#double>");
    }

    // jsonld.js writes "9007199254740992" and "123456789012345683968": its numbers are doubles. Ruby keeps the digits.
    @ParameterizedTest
    @CsvSource({"9007199254740993", "123456789012345678901"})
    void keeps_every_digit_of_an_integer(String number) {
        assertThat(literal(number, null)).isEqualTo("\"" + number + "\"^^<http://www.w3.org/2001/XMLSchema#integer>");
    }

    @Test
    void refuses_a_number_beyond_the_range_of_a_double() {
        for (String number : new String[] {"1e400", "-1e999999999", "1.5e309"}) {
            assertThat(canonicalizer.canonicalize(document(number, null))).isInstanceOf(Canonicalization.Refused.class);
        }
        assertThat(literal("1e-999999999", null)).startsWith("\"0\"");
    }

    @Test
    void writes_the_whole_number_of_a_place_as_mastodon_does() {
        // xsd:float in the ActivityStreams context; Titanium 1.7.0 itself writes 1.5E1.
        Canonicalization result = canonicalizer.canonicalize(json("""
                {"@context": "https://www.w3.org/ns/activitystreams", "type": "Place", "id": "https://a.example/p",
                 "altitude": 15, "latitude": 36.75}"""));

        assertThat(((Canonical) result).nQuads().lines())
                .contains(
                        "<https://a.example/p> <https://www.w3.org/ns/activitystreams#altitude>"
                                + " \"15\"^^<http://www.w3.org/2001/XMLSchema#float> .",
                        "<https://a.example/p> <https://www.w3.org/ns/activitystreams#latitude>"
                                + " \"3.675E1\"^^<http://www.w3.org/2001/XMLSchema#float> .");
    }

    // jsonld.js 8.3.3: "x"@zh-tw for both. Titanium 1.7.0 itself keeps the case of the second.
    @Test
    void writes_language_tags_in_lower_case_wherever_they_come_from() {
        for (String document : new String[] {
            "{\"@context\": \"https://www.w3.org/ns/activitystreams\", \"id\": \"https://a.example/1\","
                    + " \"nameMap\": {\"zh-TW\": \"x\"}}",
            "{\"@context\": [\"https://www.w3.org/ns/activitystreams\", {\"@language\": \"zh-TW\"}],"
                    + " \"id\": \"https://a.example/1\", \"name\": \"x\"}"
        }) {
            assertThat(((Canonical) canonicalizer.canonicalize(json(document))).nQuads())
                    .isEqualTo("<https://a.example/1> <https://www.w3.org/ns/activitystreams#name> \"x\"@zh-tw .\n");
        }
    }

    // As RDFC-1.0 and Ruby's rdf write them; jsonld.js 8.3.3, of before RDFC-1.0, leaves all but the line feed bare.
    @Test
    void escapes_control_characters() {
        assertThat(((Canonical) canonicalizer.canonicalize(json("""
                        {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/1",
                         "name": "a\\tb\\nc\\u0001d\\u007f"}"""))).nQuads())
                .isEqualTo("<https://a.example/1> <https://www.w3.org/ns/activitystreams#name>"
                        + " \"a\\tb\\nc\\u0001d\\u007F\" .\n");
    }

    private String literal(String number, String type) {
        Canonicalization result = canonicalizer.canonicalize(document(number, type));
        assertThat(result).isInstanceOf(Canonical.class);
        String line = ((Canonical) result).nQuads();
        return line.substring(line.indexOf('"'), line.length() - " .\n".length());
    }

    private static jakarta.json.JsonObject document(String number, String type) {
        String definition = type == null
                ? "\"https://a.example/v\""
                : "{\"@id\": \"https://a.example/v\", \"@type\": \"http://www.w3.org/2001/XMLSchema#" + type + "\"}";
        return Shared.unlimited(
                "{\"@context\": {\"v\": " + definition + "}, \"@id\": \"https://a.example/s\", \"v\": " + number + "}");
    }
}
