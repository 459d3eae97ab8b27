package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that are built and read by the same templates. */
class UriTemplateTest {

    private static final UriTemplate USER = UriTemplate.of("/users/{handle}");

    // RFC 6570 section 1.2, level 1: var := "value", hello := "Hello World!".
    @Test
    void expands_as_the_specifications_examples_do() {
        assertThat(UriTemplate.of("/{var}").expand("value")).isEqualTo("/value");
        assertThat(UriTemplate.of("/{hello}").expand("Hello World!")).isEqualTo("/Hello%20World%21");
    }

    @Test
    void reads_what_it_builds_whatever_the_value() {
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder value = new StringBuilder("x");
            random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .map(c -> random.nextBoolean() ? c % 128 : c)
                    .forEach(value::appendCodePoint);

            String path = USER.expand(value.toString());

            assertThat(path.chars().filter(c -> c == '/')).hasSize(2);
            assertThat(USER.match(path)).contains(Map.of("handle", value.toString()));
        }
    }

    @Test
    void takes_several_variables_and_texts_around_them() {
        UriTemplate template = UriTemplate.of("/@{handle}/posts/{id}.json");

        assertThat(template.variables()).containsExactly("handle", "id");
        assertThat(template.expand("alice", "1")).isEqualTo("/@alice/posts/1.json");
        assertThat(template.match("/@alice/posts/1.json")).contains(Map.of("handle", "alice", "id", "1"));
        assertThat(template.match("/@alice/posts/.json")).isEmpty();
        assertThat(template.match("/alice/posts/1.json")).isEmpty();
        assertThat(UriTemplate.of("/").match("/")).contains(Map.of());
    }

    // P-09: what is routed is what is signed and stored, letter for letter; each of these is another id than alice's.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/%61lice",
                "/users/al%69ce",
                "//users/alice",
                "/users//alice",
                "/users/alice/",
                "/Users/alice",
                "/users/./alice",
                "/users/x/../alice",
                "/users%2Falice",
                "/users/alice;x=1",
                "/users/alice%",
                "/users/alice%2",
                "/users/%FF",
                "/users/a%2fb",
                "/users/@alice",
                "/users/é",
                "/users/..",
                "/users/.",
                "/users/",
                "/users",
                "users/alice",
                ""
            })
    void knows_no_other_spelling(String path) {
        assertThat(USER.match(path)).isEmpty();
    }

    // P-09: a slash in an id is a letter of it, not a separator.
    @Test
    void an_encoded_slash_stays_in_its_segment() {
        assertThat(USER.expand("a/b")).isEqualTo("/users/a%2Fb");
        assertThat(USER.match("/users/a%2Fb")).contains(Map.of("handle", "a/b"));
        assertThat(USER.match("/users/a/b")).isEmpty();
        assertThat(UriTemplate.of("/users/{handle}/{box}").match("/users/a%2Fb"))
                .isEmpty();
        assertThat(USER.match("/users/a%252Fb")).contains(Map.of("handle", "a%2Fb"));
    }

    @Test
    void half_a_surrogate_pair_matches_nothing() {
        assertThat(USER.match("/users/\ud800")).isEmpty();
    }

    @Test
    void refuses_values_that_make_no_path() {
        assertThatIllegalArgumentException().isThrownBy(() -> USER.expand(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> USER.expand(".."))
                .withMessage("handle: '..' (expected: neither empty nor dots alone)");
        assertThatIllegalArgumentException().isThrownBy(() -> USER.expand("."));
        assertThatIllegalArgumentException().isThrownBy(() -> USER.expand("\ud800"));
        assertThatIllegalArgumentException().isThrownBy(() -> USER.expand());
        assertThatIllegalArgumentException().isThrownBy(() -> USER.expand(Map.of("name", "alice")));
        assertThat(UriTemplate.of("/x{dots}").expand("..")).isEqualTo("/x..");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "users/{handle}",
                "/users/{}",
                "/users/{handle",
                "/users/handle}",
                "/users/}handle{",
                "/users/{a}{b}",
                "/users/{a}-{b}",
                "/users/{{a}}",
                "/users/{+a}",
                "/users/{a*}",
                "/users/{a:3}",
                "/users{?a}",
                "/users?x={a}",
                "/users#a",
                "/users//{a}",
                "/users/../{a}",
                "/users/é",
                "/users/%41",
                "/{a}/{a}"
            })
    void refuses_what_is_no_template(String template) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriTemplate.of(template))
                .withMessageStartingWith("template: '" + template + "' (expected: ");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/{a}, /users/{b}, true",
        "/users/{a}, /users/me, true",
        "/users/{a}/inbox, /users/me/{b}, true",
        "/{a}/inbox, /users/{b}, true",
        "/a{x}, /{y}b, true",
        "/a{x}c, /ab{y}, true",
        "/inbox, /inbox, true",
        "/users/{a}, /users/{b}/inbox, false",
        "/users/{a}, /groups/{b}, false",
        "/users/{a}, /users/, false",
        // An at sign in a value is encoded, so these never meet.
        "/{a}, /@{b}, false",
        "/{a}, /@me, false",
        "/a{x}, /b{y}, false",
        "/a{x}, /a, false"
    })
    void tells_whether_two_can_match_the_same_path(String one, String other, boolean overlap) {
        assertThat(UriTemplate.of(one).overlaps(UriTemplate.of(other))).isEqualTo(overlap);
        assertThat(UriTemplate.of(other).overlaps(UriTemplate.of(one))).isEqualTo(overlap);
    }
}
