package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** S-23: the examples of RFC 9421 §2.1 to §2.5. */
class SignatureBaseTest {

    @Test
    void derives_method_target_uri_authority_and_scheme() throws Exception {
        HttpMessage.Request request = request("POST", "https://www.example.com/path?param=value");

        assertThat(line(request, "\"@method\"")).isEqualTo("\"@method\": POST");
        assertThat(line(request, "\"@target-uri\""))
                .isEqualTo("\"@target-uri\": https://www.example.com/path?param=value");
        assertThat(line(request, "\"@authority\"")).isEqualTo("\"@authority\": www.example.com");
        assertThat(line(request("POST", "http://www.example.com/path"), "\"@scheme\""))
                .isEqualTo("\"@scheme\": http");
    }

    @Test
    void derives_request_target_path_and_query() throws Exception {
        HttpMessage.Request request = request("GET", "https://www.example.com/path?param=value&foo=bar&baz=bat%2Dman");

        assertThat(line(request, "\"@request-target\""))
                .isEqualTo("\"@request-target\": /path?param=value&foo=bar&baz=bat%2Dman");
        assertThat(line(request, "\"@path\"")).isEqualTo("\"@path\": /path");
        assertThat(line(request, "\"@query\"")).isEqualTo("\"@query\": ?param=value&foo=bar&baz=bat%2Dman");
        assertThat(line(request("POST", "https://www.example.com/path?queryString"), "\"@query\""))
                .isEqualTo("\"@query\": ?queryString");
        assertThat(line(request("POST", "https://www.example.com/path"), "\"@query\""))
                .isEqualTo("\"@query\": ?");
        assertThat(line(request("POST", "https://www.example.com/path?"), "\"@request-target\""))
                .isEqualTo("\"@request-target\": /path?");
    }

    @Test
    void takes_an_empty_path_for_a_slash_and_leaves_out_the_default_port() throws Exception {
        HttpMessage.Request request = request("GET", "https://WWW.Example.com:443");

        assertThat(line(request, "\"@path\"")).isEqualTo("\"@path\": /");
        assertThat(line(request, "\"@authority\"")).isEqualTo("\"@authority\": www.example.com");
        assertThat(line(request("GET", "http://a.example:443/"), "\"@authority\""))
                .isEqualTo("\"@authority\": a.example:443");
        assertThat(line(request("GET", "http://[::1]:80/"), "\"@authority\"")).isEqualTo("\"@authority\": [::1]");
    }

    @Test
    void derives_query_parameters() throws Exception {
        HttpMessage.Request request =
                request("GET", "https://www.example.com/path?param=value&foo=bar&baz=batman&qux=");

        assertThat(line(request, "\"@query-param\";name=\"baz\"")).isEqualTo("\"@query-param\";name=\"baz\": batman");
        assertThat(line(request, "\"@query-param\";name=\"qux\"")).isEqualTo("\"@query-param\";name=\"qux\": ");
        HttpMessage.Request encoded = request(
                "GET",
                "https://www.example.com/parameters?var=this%20is%20a%20big%0Amultiline%20value"
                        + "&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something");
        assertThat(line(encoded, "\"@query-param\";name=\"var\""))
                .isEqualTo("\"@query-param\";name=\"var\": this%20is%20a%20big%0Amultiline%20value");
        assertThat(line(encoded, "\"@query-param\";name=\"bar\""))
                .isEqualTo("\"@query-param\";name=\"bar\": with%20plus%20whitespace");
        assertThat(line(encoded, "\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\""))
                .isEqualTo("\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\": something");
    }

    @Test
    void refuses_a_query_parameter_that_comes_twice() {
        assertThatThrownBy(() -> line(request("GET", "https://a.example/?x=1&x=2"), "\"@query-param\";name=\"x\""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 times");
    }

    @Test
    void joins_and_trims_field_lines() throws Exception {
        HttpMessage.Request request = new HttpMessage.Request(
                "GET",
                URI.create("https://www.example.com/"),
                Fields.of(
                        "Cache-Control", "max-age=60",
                        "X-OWS-Header", "  Leading and trailing whitespace.  ",
                        "Cache-Control", "   must-revalidate",
                        "X-Empty-Header", ""));

        assertThat(line(request, "\"cache-control\"")).isEqualTo("\"cache-control\": max-age=60, must-revalidate");
        assertThat(line(request, "\"x-ows-header\"")).isEqualTo("\"x-ows-header\": Leading and trailing whitespace.");
        assertThat(line(request, "\"x-empty-header\"")).isEqualTo("\"x-empty-header\": ");
    }

    // P-09
    @Test
    void signs_double_and_encoded_slashes_as_they_stand() throws Exception {
        assertThat(line(request("POST", "https://a.example//inbox"), "\"@path\""))
                .isEqualTo("\"@path\": //inbox");
        assertThat(line(request("POST", "https://a.example/a%2Finbox/../b"), "\"@target-uri\""))
                .isEqualTo("\"@target-uri\": https://a.example/a%2Finbox/../b");
    }

    private static final HttpMessage.Request EXAMPLE = new HttpMessage.Request(
            "GET",
            URI.create("https://www.example.com/"),
            Fields.of(
                    "Host", "www.example.com",
                    "Date", "Tue, 20 Apr 2021 02:07:56 GMT",
                    "X-OWS-Header", "  Leading and trailing whitespace.",
                    "X-Obs-Fold-Header", "Obsolete\r\n    line folding.",
                    "Cache-Control", "max-age=60",
                    "Cache-Control", "   must-revalidate",
                    "Example-Dict", " a=1,    b=2;x=1;y=2,   c=(a   b   c), d",
                    "Example-Header", "value, with, lots",
                    "Example-Header", "of, commas",
                    "Content-Digest", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"));

    private static final FieldTypes TYPES = FieldTypes.registered()
            .with("Example-Dict", FieldTypes.Type.DICTIONARY)
            .with("example-item", FieldTypes.Type.ITEM);

    @Test
    void gives_the_example_of_2_1() {
        assertThat(base(EXAMPLE, "\"host\" \"date\" \"x-ows-header\" \"x-obs-fold-header\" \"cache-control\""))
                .startsWith("""
                        "host": www.example.com
                        "date": Tue, 20 Apr 2021 02:07:56 GMT
                        "x-ows-header": Leading and trailing whitespace.
                        "x-obs-fold-header": Obsolete line folding.
                        "cache-control": max-age=60, must-revalidate
                        "@signature-params": (""");
        assertThat(base(EXAMPLE, "\"example-dict\""))
                .startsWith("\"example-dict\": a=1,    b=2;x=1;y=2,   c=(a   b   c), d\n");
    }

    // RFC 9112 §5.2: OWS CRLF RWS; S-20
    @Test
    void unfolds_lines_with_all_blanks_around_and_refuses_other_line_ends() {
        for (String folded : List.of("a \t\r\n \t b", "a\n b", "a\r\n\tb")) {
            assertThat(base(with("x", folded), "\"x\"")).startsWith("\"x\": a b\n");
        }
        for (String injected : List.of("a\nb", "a\r\n\"@method\": GET", "a\r b", "a\r\n\r\n b", "a\u0000", "\u00e9")) {
            assertThat(SignatureBase.of(with("x", injected), input("\"x\"")))
                    .as(injected)
                    .isInstanceOf(SignatureBase.Incomplete.class);
        }
    }

    @Test
    void gives_the_examples_of_2_1_1_and_2_1_2() {
        assertThat(base(EXAMPLE, "\"example-dict\";sf"))
                .startsWith("\"example-dict\";sf: a=1, b=2;x=1;y=2, c=(a b c), d\n");
        assertThat(base(
                        EXAMPLE,
                        "\"example-dict\";key=\"a\" \"example-dict\";key=\"d\" \"example-dict\";key=\"b\""
                                + " \"example-dict\";key=\"c\""))
                .startsWith("""
                        "example-dict";key="a": 1
                        "example-dict";key="d": ?1
                        "example-dict";key="b": 2;x=1;y=2
                        "example-dict";key="c": (a b c)
                        """);
    }

    @Test
    void gives_the_examples_of_2_1_3() {
        assertThat(base(EXAMPLE, "\"example-header\" \"example-header\";bs")).startsWith("""
                "example-header": value, with, lots, of, commas
                "example-header";bs: :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:
                """);
        assertThat(base(with("Example-Header", "value, with, lots, of, commas"), "\"example-header\";bs"))
                .startsWith("\"example-header\";bs: :dmFsdWUsIHdpdGgsIGxvdHMsIG9mLCBjb21tYXM=:\n");
    }

    @Test
    void gives_the_examples_of_2_1_4_and_2_2_9() {
        HttpMessage.Response response = new HttpMessage.Response(
                200,
                Fields.of("Content-Type", "text/plain", "Trailer", "Expires"),
                Fields.of("Expires", "Wed, 9 Nov 2022 07:28:00 GMT"),
                Optional.empty());

        assertThat(base(response, "\"@status\" \"trailer\" \"expires\";tr")).startsWith("""
                "@status": 200
                "trailer": Expires
                "expires";tr: Wed, 9 Nov 2022 07:28:00 GMT
                """);
    }

    // §2.2.5
    @Test
    void signs_the_request_target_in_each_of_its_forms() {
        Fields host = Fields.of("Host", "www.example.com");
        URI uri = URI.create("https://www.example.com/path?param=value");
        for (String target :
                List.of("/path?param=value", "https://www.example.com/path?param=value", "www.example.com:80", "*")) {
            HttpMessage.Request request = new HttpMessage.Request("OPTIONS", uri, target, host, Fields.none());

            assertThat(base(request, "\"@request-target\" \"@target-uri\""))
                    .startsWith("\"@request-target\": " + target
                            + "\n\"@target-uri\": https://www.example.com/path?param=value\n");
        }
    }

    @Test
    void gives_the_example_of_2_4() {
        HttpMessage.Request request = new HttpMessage.Request(
                "POST",
                URI.create("https://example.com/foo?param=Value&Pet=dog"),
                Fields.of(
                        "Content-Digest",
                        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyeal"
                                + "dVLvRwEmTHWXvJwew==:"));
        HttpMessage.Response response = new HttpMessage.Response(
                503,
                Fields.of(
                        "Content-Type",
                        "application/json",
                        "Content-Digest",
                        "sha-512=:0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCl"
                                + "oESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTBOzq24uJFpHsMuAg==:"),
                request);

        assertThat(base(
                        response,
                        "\"@status\" \"content-digest\" \"content-type\" \"@authority\";req \"@method\";req"
                                + " \"@path\";req \"content-digest\";req \"@query-param\";name=\"Pet\";req"))
                .startsWith("""
                        "@status": 503
                        "content-digest": sha-512=:0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCloESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTBOzq\
                        24uJFpHsMuAg==:
                        "content-type": application/json
                        "@authority";req: example.com
                        "@method";req: POST
                        "@path";req: /foo
                        "content-digest";req: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyeald\
                        VLvRwEmTHWXvJwew==:
                        "@query-param";name="Pet";req: dog
                        """);
    }

    @Test
    void combines_parameters_that_go_together() {
        HttpMessage.Response response = new HttpMessage.Response(200, Fields.none(), EXAMPLE);

        assertThat(base(
                        response,
                        "\"example-dict\";key=\"b\";req \"example-dict\";req;sf \"example-header\";bs;req"
                                + " \"content-digest\";sf;key=\"sha-256\";req"))
                .startsWith("""
                        "example-dict";key="b";req: 2;x=1;y=2
                        "example-dict";req;sf: a=1, b=2;x=1;y=2, c=(a b c), d
                        "example-header";bs;req: :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:
                        "content-digest";sf;key="sha-256";req: :X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
                        """);
    }

    // S-14
    @Test
    void refuses_what_makes_no_sense_and_says_which_component_and_why() {
        assertIncomplete(EXAMPLE, "\"date\";sf", "not known");
        assertIncomplete(EXAMPLE, "\"date\";key=\"a\"", "not known");
        assertIncomplete(EXAMPLE, "\"example-dict\";bs;sf", "excludes");
        assertIncomplete(EXAMPLE, "\"example-dict\";bs;key=\"a\"", "excludes");
        assertIncomplete(EXAMPLE, "\"example-dict\";key=\"z\"", "no member");
        assertIncomplete(EXAMPLE, "\"example-dict\";key=a", "no string");
        assertIncomplete(EXAMPLE, "\"example-dict\";sf=1", "has a value");
        assertIncomplete(EXAMPLE, "\"example-dict\";sf=?0", "has a value");
        assertIncomplete(EXAMPLE, "\"example-dict\";new", "do not know");
        assertIncomplete(EXAMPLE, "\"example-dict\";name=\"a\"", "do not know");
        assertIncomplete(EXAMPLE, "\"date\";tr", "not in the message");
        assertIncomplete(EXAMPLE, "\"date\";req", "belongs in responses");
        assertIncomplete(EXAMPLE, "\"Date\"", "lower case");
        assertIncomplete(EXAMPLE, "\"\"", "lower case");
        assertIncomplete(EXAMPLE, "\"@method\";req", "belongs in responses");
        assertIncomplete(EXAMPLE, "\"@method\";sf", "only fields");
        assertIncomplete(EXAMPLE, "\"@method\";tr", "only fields");
        assertIncomplete(EXAMPLE, "\"@method\";bs", "only fields");
        assertIncomplete(EXAMPLE, "\"@method\";key=\"a\"", "only fields");
        assertIncomplete(EXAMPLE, "\"@method\";name=\"a\"", "do not know");
        assertIncomplete(EXAMPLE, "\"@status\"", "no status");
        assertIncomplete(EXAMPLE, "\"@signature-params\"", "no component that we know");
        assertIncomplete(EXAMPLE, "\"@query-param\"", "without a name");
        assertIncomplete(EXAMPLE, "\"@query-param\";name=a", "without a name");
        assertIncomplete(with("example-item", "a, b"), "\"example-item\";sf", "no structured field");
        assertIncomplete(with("example-item", "a"), "\"example-item\";key=\"a\"", "only a dictionary");
        HttpMessage.Response response = new HttpMessage.Response(200, Fields.none(), EXAMPLE);
        assertIncomplete(response, "\"@method\"", "with req");
        assertIncomplete(response, "\"@status\";req", "no status");
        HttpMessage.Response alone = new HttpMessage.Response(200, Fields.none(), Fields.none(), Optional.empty());
        assertIncomplete(alone, "\"@method\";req", "not known");
        assertIncomplete(alone, "\"date\";req", "not known");
    }

    // §2.5: whatever the order of parameters
    @Test
    void refuses_a_component_that_is_covered_twice() {
        HttpMessage.Response response = new HttpMessage.Response(200, Fields.none(), EXAMPLE);

        assertThat(SignatureBase.of(
                        response, input("\"example-dict\";key=\"a\";req \"example-dict\";req;key=\"a\""), TYPES))
                .isInstanceOfSatisfying(SignatureBase.Incomplete.class, incomplete -> {
                    assertThat(incomplete.component()).hasToString("\"example-dict\";req;key=\"a\"");
                    assertThat(incomplete.reason()).contains("twice");
                });
    }

    private static void assertIncomplete(HttpMessage message, String component, String why) {
        assertThat(SignatureBase.of(message, input(component), TYPES))
                .as(component)
                .isInstanceOfSatisfying(SignatureBase.Incomplete.class, incomplete -> {
                    assertThat(incomplete.component()).hasToString(component);
                    assertThat(incomplete.reason()).contains(why);
                });
    }

    private static HttpMessage.Request with(String name, String value) {
        return new HttpMessage.Request("GET", URI.create("https://www.example.com/"), Fields.of(name, value));
    }

    private static SignatureInput input(String components) {
        try {
            return SignatureInput.parse("(" + components + ")");
        } catch (StructuredFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static String base(HttpMessage message, String components) {
        return switch (SignatureBase.of(message, input(components), TYPES)) {
            case SignatureBase.Complete complete -> complete.text();
            case SignatureBase.Incomplete incomplete -> throw new AssertionError(incomplete.reason());
        };
    }

    private static HttpMessage.Request request(String method, String uri) {
        return new HttpMessage.Request(method, URI.create(uri), Fields.none());
    }

    /** The base's line of one component. */
    private static String line(HttpMessage.Request request, String component) throws Exception {
        return switch (SignatureBase.of(request, SignatureInput.parse("(" + component + ")"))) {
            case SignatureBase.Complete base ->
                base.text().substring(0, base.text().indexOf('\n'));
            case SignatureBase.Incomplete incomplete -> throw new AssertionError(incomplete.reason());
        };
    }
}
