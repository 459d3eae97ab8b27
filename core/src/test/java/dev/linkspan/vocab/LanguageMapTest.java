package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageMapTest {

    private static final LanguageMap THREE =
            new LanguageMap(ordered("de", "Farbe", "en-GB", "colour", "zh-Hant", "\u8272"));

    // RFC 5646 appendix A, and what servers send.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "de",
                "fr",
                "tok",
                "zh-Hant",
                "sr-Latn-RS",
                "zh-cmn-Hans-CN",
                "zh-yue-HK",
                "sl-rozaj-biske-1994",
                "de-CH-1901",
                "hy-Latn-IT-arevela",
                "es-419",
                "de-CH-x-phonebk",
                "x-whatever",
                "de-DE-u-co-phonebk",
                "en-a-myext-b-another",
                "i-klingon",
                "en-GB-oed",
                "sgn-BE-FR",
                "art-lojban",
                "zh-min-nan",
                "und",
                "EN-us",
                "abcdefgh",
            })
    void knows_language_tags(String tag) {
        assertThat(LanguageMap.isTag(tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "x",
                "i",
                "-",
                "en-",
                "-en",
                "en--US",
                "en_US",
                "e1",
                "123",
                "de-419-DE",
                "a-DE",
                "ar-a-aaa-b-",
                "en-a",
                "en-a-x-b",
                "en-x",
                "en-US-Latn",
                "abcdefghi",
                "en-abcdefghi",
                "zh-yue-min-nan-cmn-abc-abc",
                "\u212Bn",
                "\u212A\u212A",
                "en\u0000",
                "e\u00f1",
                "@none",
                "en US",
            })
    void knows_what_is_no_language_tag(String tag) {
        assertThat(LanguageMap.isTag(tag)).isFalse();
    }

    @Test
    void takes_linear_time_for_tags_of_any_length() {
        assertThat(LanguageMap.isTag("en" + "-abcde".repeat(200_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "de,            Farbe",
        "de-AT,         Farbe",
        "en,            Farbe",
        "en-GB,         colour",
        "EN-gb,         colour",
        "'fr,en-GB',    colour",
        "'fr,nl',       Farbe",
        "zh-Hant-TW,    \u8272",
    })
    void finds_the_text_that_a_reader_likes_best_else_the_first(String wishes, String expected) {
        assertThat(THREE.best(Locale.LanguageRange.parse(wishes))).hasValue(expected);
    }

    @Test
    void finds_the_first_for_whoever_wishes_nothing() {
        assertThat(THREE.best(List.of())).hasValue("Farbe");
        assertThat(LanguageMap.empty().best(List.of())).isEmpty();
        assertThat(LanguageMap.empty().best(Locale.LanguageRange.parse("en"))).isEmpty();
    }

    @Test
    void finds_a_text_by_its_tag_in_any_case() {
        assertThat(THREE.get("en-gb")).hasValue("colour");
        assertThat(THREE.get("en")).isEmpty();
    }

    @Test
    void keeps_its_order_and_itself() {
        Map<String, String> texts = ordered("b", "1", "a", "2");
        assertThatThrownBy(() -> new LanguageMap(texts)).hasMessageContaining("language tag: b");

        Map<String, String> good = ordered("fr", "1", "de", "2");
        LanguageMap map = new LanguageMap(good);
        good.put("en", "3");
        assertThat(map.texts()).containsExactly(Map.entry("fr", "1"), Map.entry("de", "2"));
        assertThat(Note.builder()
                        .contentMap(map)
                        .build()
                        .json()
                        .getJsonObject("contentMap")
                        .keySet())
                .containsExactly("fr", "de");
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
