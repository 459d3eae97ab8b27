package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PreparedKeysTest {

    private final List<Key> prepared = new ArrayList<>();

    @Test
    void prepares_a_key_once() {
        PreparedKeys<String> keys = new PreparedKeys<>(4, this::prepare);
        Key key = key("a");

        assertThat(keys.of(key)).isEqualTo("prepared 1");
        assertThat(keys.of(key)).isEqualTo("prepared 1");
        assertThat(prepared).hasSize(1);
    }

    @Test
    void tells_keys_apart_that_are_equal() {
        PreparedKeys<String> keys = new PreparedKeys<>(1, this::prepare);
        Key key = key("a");
        Key equal = key("a");

        assertThat(keys.of(key)).isEqualTo("prepared 1");
        assertThat(keys.of(equal)).isEqualTo("prepared 2");
    }

    @Test
    void gives_a_full_place_to_the_next_key() {
        PreparedKeys<String> keys = new PreparedKeys<>(1, this::prepare);
        Key key = key("a");

        keys.of(key);
        keys.of(key("b"));

        assertThat(keys.of(key)).isEqualTo("prepared 3");
    }

    @Test
    void refuses_a_number_of_places_that_is_no_mask() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreparedKeys<>(3, this::prepare))
                .withMessage("places: 3 (expected: a power of two)");
    }

    private String prepare(Key key) {
        prepared.add(key);
        return "prepared " + prepared.size();
    }

    private static Key key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    }
}
