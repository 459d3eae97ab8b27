package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.vocab.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandleTest {

    @ParameterizedTest
    @CsvSource({
        "alice@social.example, alice@social.example",
        "@alice@social.example, alice@social.example",
        "!rust@social.example, rust@social.example",
        "acct:alice@social.example, alice@social.example",
        "ACCT:alice@social.example, alice@social.example",
        "Alice@Social.Example, Alice@social.example",
        "alice@social.example., alice@social.example",
        "alice@social.example:443, alice@social.example",
        "alice@localhost:3000, alice@localhost:3000",
        "a.b-c_d@social.example, a.b-c_d@social.example",
        "alice@b\u00fccher.example, alice@xn--bcher-kva.example"
    })
    void reads_names_in_every_spelling(String text, String handle) {
        assertThat(Handle.parse(text)).map(Handle::toString).contains(handle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "@alice",
                "alice@",
                "@@social.example",
                "@alice@victim.example@evil.example",
                "alice@victim.example@evil.example",
                "alice@evil.example/victim.example",
                "alice@evil.example?x",
                "alice@evil.example#x",
                "alice@evil.example\\victim.example",
                "alice@evil.example%2fvictim.example",
                "alice@[::1]",
                "alice@evil.example:port",
                "alice@evil.example:99999",
                "alice@evil example",
                "alice@evil\u3002example",
                "alice@evil.example\u0000",
                "alice@evil\u2024example",
                "alice@victim.example\u2044evil.example",
                "al/ice@social.example",
                "al ice@social.example",
                "al:ice@social.example",
                "al%40ice@social.example",
                "al\u0000ice@social.example",
                "\u202ealice@social.example",
                "al\u0456ce@social.example",
                "acct:acct:alice@social.example",
                "mailto:alice@social.example",
                "https://social.example/@alice"
            })
    void o28_refuses_names_that_two_readers_may_take_for_two(String text) {
        assertThat(Handle.parse(text)).isEmpty();
    }

    @Test
    void o28_refuses_names_beyond_all_measure() {
        assertThat(Handle.parse("a".repeat(128) + "@social.example")).isPresent();
        assertThat(Handle.parse("a".repeat(129) + "@social.example")).isEmpty();
        assertThat(Handle.parse("a@" + "a.".repeat(1_000_000) + "example")).isEmpty();
    }

    @Test
    void compares_users_without_case() {
        Handle alice = Handle.parse("alice@social.example").orElseThrow();

        assertThat(alice.is(Handle.parse("@ALICE@SOCIAL.example").orElseThrow()))
                .isTrue();
        assertThat(alice.is(Handle.parse("alice@other.example").orElseThrow())).isFalse();
        assertThat(alice.is(Handle.parse("alicia@social.example").orElseThrow()))
                .isFalse();
        assertThat(alice.acct()).isEqualTo("acct:alice@social.example");
    }

    @Test
    void is_never_made_of_an_unusable_user() {
        Authority host = Authority.of("https://social.example").orElseThrow();

        assertThatThrownBy(() -> new Handle("a@b", host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a@b");
    }
}
