package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** attacks.md O-06: origins are compared by scheme, host and port in one spelling. */
class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://social.example/a, https://SOCIAL.example/b",
        "https://social.example/a, HTTPS://social.example",
        "https://social.example/a, https://social.example:443/b",
        "https://social.example/a, https://social.example./b",
        "https://b\u00fccher.example/a, https://xn--bcher-kva.example/b",
        "http://127.0.0.1:8080/a, http://127.0.0.1:8080/b"
    })
    void o06_spellings_of_one_origin_are_one(String one, String other) {
        assertThat(Origin.same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://social.example/a, http://social.example/a",
        "https://social.example/a, https://social.example:444/a",
        "https://social.example/a, https://a.social.example/a",
        "https://127.0.0.1/a, https://127.0.0.2/a",
        "https://[::1]/a, https://[::2]/a"
    })
    void o06_origins_that_differ_in_anything_differ(String one, String other) {
        assertThat(Origin.same(one, other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "urn:uuid:1",
                "did:key:z6Mk",
                "file:///etc/passwd",
                "https://",
                "https://u@social.example/",
                "no uri"
            })
    void o06_what_has_no_origin_is_of_none_not_even_its_own(String uri) {
        assertThat(Origin.of(uri)).isEmpty();
        assertThat(Origin.same(uri, uri)).isFalse();
        assertThat(Origin.sameAddress(uri, uri)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://social.example, https://social.example/, true",
        "https://social.example/a#x, https://social.example/a, true",
        "https://social.example/\u00fc, https://social.example/%C3%BC, true",
        "https://social.example/a, https://social.example/A, false",
        "https://social.example/a, https://social.example/a/, false",
        "https://social.example/a?, https://social.example/a, false",
        "https://social.example/a?x, https://social.example/a?y, false",
        "https://social.example/a/../b, https://social.example/b, false",
        "https://social.example/%61, https://social.example/a, false"
    })
    void addresses_differ_by_path_and_query(String one, String other, boolean same) {
        assertThat(Origin.sameAddress(one, other)).isEqualTo(same);
    }

    @Test
    void reads_as_an_address() {
        assertThat(Origin.of("HTTP://Social.example:8080/x"))
                .map(Origin::toString)
                .contains("http://social.example:8080");
    }
}
