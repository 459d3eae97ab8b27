package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** S-23: the examples of RFC 9421 §2.1 and §2.2. */
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
