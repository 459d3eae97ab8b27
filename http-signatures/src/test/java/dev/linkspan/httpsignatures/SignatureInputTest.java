package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.UnserializableException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members of {@code Signature-Input}, with the example of RFC 9421 §2.3. */
class SignatureInputTest {

    private static final String EXAMPLE = "(\"@target-uri\" \"@authority\" \"date\" \"cache-control\")"
            + ";keyid=\"test-key-rsa-pss\";alg=\"rsa-pss-sha512\";created=1618884475;expires=1618884775";

    @Test
    void reads_and_writes_the_example_of_2_3() throws Exception {
        SignatureInput input = SignatureInput.parse(EXAMPLE);

        assertThat(input.components())
                .containsExactly(
                        ComponentIdentifier.targetUri(),
                        ComponentIdentifier.authority(),
                        ComponentIdentifier.field("date"),
                        ComponentIdentifier.field("cache-control"));
        assertThat(input.keyid()).contains("test-key-rsa-pss");
        assertThat(input.alg()).contains("rsa-pss-sha512");
        assertThat(input.created()).contains(Instant.ofEpochSecond(1618884475));
        assertThat(input.expires()).contains(Instant.ofEpochSecond(1618884775));
        assertThat(input.nonce()).isEmpty();
        assertThat(input.tag()).isEmpty();
        assertThat(input).hasToString(EXAMPLE);
    }

    @Test
    void keeps_unknown_parameters_where_they_stand() throws Exception {
        String text = "();x-first=?0;created=1;unknown=a;tag=\"t\"";

        assertThat(SignatureInput.parse(text).serialize()).isEqualTo(text);
    }

    @Test
    void is_built_in_the_order_of_the_calls() {
        assertThat(SignatureInput.covering(List.of(ComponentIdentifier.status()))
                        .withCreated(Instant.parse("2021-04-20T02:07:53.9Z"))
                        .withExpires(Instant.ofEpochSecond(1618884479))
                        .withNonce("n")
                        .withAlg(SignatureAlgorithm.ED25519)
                        .withKeyid("k")
                        .withTag("t")
                        .with("x", new BareItem.TokenItem("y")))
                .hasToString("(\"@status\");created=1618884473;expires=1618884479;nonce=\"n\";alg=\"ed25519\""
                        + ";keyid=\"k\";tag=\"t\";x=y");
    }

    @Test
    void refuses_other_forms_and_types() {
        for (String text : List.of(
                "\"@method\"",
                "(method)",
                "(1)",
                "(), ()",
                "",
                "();created=\"1\"",
                "();created=1.5",
                "();created",
                "();expires=@1",
                "();nonce=1",
                "();alg=ed25519",
                "();keyid=:YQ==:",
                "();tag")) {
            assertThatThrownBy(() -> SignatureInput.parse(text)).as(text).isInstanceOf(StructuredFieldException.class);
        }
        SignatureInput empty = SignatureInput.covering(List.of());
        assertThatThrownBy(() -> empty.with("created", new BareItem.StringItem("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("created")
                .hasMessageContaining("integer");
        assertThatThrownBy(() -> empty.withTag("\u00e9").serialize()).isInstanceOf(UnserializableException.class);
    }
}
