package dev.linkspan.httpsignatures.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The serialisation of RFC 9651 §4.1, with its examples of §3. */
class StructuredFieldSerializerTest {

    @Test
    void writes_the_examples_of_section_3() {
        assertThat(write(new BareItem.IntegerItem(42))).isEqualTo("42");
        assertThat(write(new BareItem.DecimalItem(new BigDecimal("4.5")))).isEqualTo("4.5");
        assertThat(write(new BareItem.StringItem("hello world"))).isEqualTo("\"hello world\"");
        assertThat(write(new BareItem.TokenItem("foo123/456"))).isEqualTo("foo123/456");
        assertThat(write(BareItem.ByteSequence.of(
                        "pretend this is binary content.".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:");
        assertThat(write(new BareItem.BooleanItem(true))).isEqualTo("?1");
        assertThat(write(new BareItem.DateItem(Instant.ofEpochSecond(1659578233))))
                .isEqualTo("@1659578233");
        assertThat(write(new BareItem.DisplayString("This is intended for display to \u00fcsers.")))
                .isEqualTo("%\"This is intended for display to %c3%bcsers.\"");
    }

    @Test
    void writes_lists_dictionaries_and_parameters() {
        Item item = new Item(
                new BareItem.TokenItem("a"),
                Parameters.none()
                        .with("q", new BareItem.DecimalItem(new BigDecimal("0.5000")))
                        .with("x", new BareItem.BooleanItem(true))
                        .with("y", new BareItem.BooleanItem(false)));
        InnerList inner = new InnerList(List.of(item, Item.of(new BareItem.IntegerItem(-1))), Parameters.none());
        Map<String, Member> dictionary = new LinkedHashMap<>();
        dictionary.put("b", inner);
        dictionary.put("*a", Item.of(new BareItem.BooleanItem(true)));
        dictionary.put("c", new Item(new BareItem.BooleanItem(true), item.parameters()));
        dictionary.put("d", Item.of(new BareItem.BooleanItem(false)));

        assertThat(StructuredFieldSerializer.serializeList(List.of(item, inner)))
                .contains("a;q=0.5;x;y=?0, (a;q=0.5;x;y=?0 -1)");
        assertThat(StructuredFieldSerializer.serializeDictionary(dictionary))
                .contains("b=(a;q=0.5;x;y=?0 -1), *a, c;q=0.5;x;y=?0, d=?0");
        assertThat(StructuredFieldSerializer.serializeList(List.of())).isEmpty();
        assertThat(StructuredFieldSerializer.serializeDictionary(Map.of())).isEmpty();
    }

    // §4.1.5
    @Test
    void rounds_decimals_half_to_even() {
        assertThat(write(new BareItem.DecimalItem(new BigDecimal("0.0015")))).isEqualTo("0.002");
        assertThat(write(new BareItem.DecimalItem(new BigDecimal("0.0025")))).isEqualTo("0.002");
        assertThat(write(new BareItem.DecimalItem(new BigDecimal("-1.10")))).isEqualTo("-1.1");
        assertThat(write(new BareItem.DecimalItem(new BigDecimal("1E+2")))).isEqualTo("100.0");
        assertThat(write(new BareItem.DecimalItem(new BigDecimal("999999999999.999"))))
                .isEqualTo("999999999999.999");
    }

    @Test
    void escapes_what_needs_it() {
        assertThat(write(new BareItem.StringItem("a\"b\\c"))).isEqualTo("\"a\\\"b\\\\c\"");
        assertThat(write(new BareItem.DisplayString("100%\"\n\u007f\ud83d\ude00")))
                .isEqualTo("%\"100%25%22%0a%7f%f0%9f%98%80\"");
        assertThat(write(new BareItem.ByteSequence("YQ"))).isEqualTo(":YQ==:");
    }

    @Test
    void refuses_what_has_no_form_and_names_value_and_expectation() {
        refuses(new BareItem.IntegerItem(1_000_000_000_000_000L), "1000000000000000", "15 digits");
        refuses(new BareItem.IntegerItem(-1_000_000_000_000_000L), "-1000000000000000", "15 digits");
        refuses(new BareItem.DecimalItem(new BigDecimal("1000000000000")), "1000000000000", "12 digits");
        refuses(new BareItem.DecimalItem(new BigDecimal("999999999999.9996")), "999999999999.9996", "12 digits");
        refuses(new BareItem.StringItem("caf\u00e9"), "caf\u00e9", "printable ASCII");
        refuses(new BareItem.StringItem("a\nb"), "a\nb", "printable ASCII");
        refuses(new BareItem.StringItem("\u007f"), "\u007f", "printable ASCII");
        for (String token : List.of("", "1a", "a b", "a,", "\u00e4")) {
            refuses(new BareItem.TokenItem(token), "token: " + token, "a letter or *");
        }
        refuses(new BareItem.ByteSequence("*"), "*", "base64");
        refuses(new BareItem.DateItem(Instant.ofEpochSecond(1, 1)), "1970-01-01", "whole seconds");
        refuses(new BareItem.DateItem(Instant.ofEpochSecond(1_000_000_000_000_000L)), "1000000000000000", "15 digits");
        refuses(new BareItem.DisplayString("\ud800"), "display string", "surrogates");
        for (String key : List.of("", "A", "1", "a b", "\u00e4", "-a")) {
            assertThatThrownBy(() -> StructuredFieldSerializer.serializeDictionary(
                            Map.of(key, Item.of(new BareItem.IntegerItem(1)))))
                    .isInstanceOf(UnserializableException.class)
                    .hasMessageContaining("key: " + key);
            assertThatThrownBy(() -> StructuredFieldSerializer.serialize(new Item(
                            new BareItem.IntegerItem(1), Parameters.none().with(key, new BareItem.IntegerItem(1)))))
                    .isInstanceOf(UnserializableException.class);
        }
    }

    private static void refuses(BareItem value, String... parts) {
        assertThatThrownBy(() -> write(value))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContainingAll(parts);
    }

    private static String write(BareItem value) {
        return StructuredFieldSerializer.serialize(Item.of(value));
    }
}
