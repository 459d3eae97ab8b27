package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signers that cover more than their profile says, for fields that only some requests have. */
class AlsoCoveringTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");
    private static final URI INBOX = URI.create("https://receiver.example/inbox");
    private static final Body BODY = Body.of("{}");

    private static RequestSigner signer(SignatureScheme scheme) {
        return switch (scheme) {
            case CAVAGE -> RequestSigner.cavage();
            case RFC9421 -> RequestSigner.rfc9421();
        };
    }

    private static Fields signed(SignatureScheme scheme, Fields fields, String... names) {
        Fields added = signer(scheme)
                .alsoCovering(List.of(names))
                .sign(new HttpMessage.Request("POST", INBOX, fields), BodyDigest.of(BODY), TestKeys.rsaSigning(), NOW);
        return fields.with(added);
    }

    private static Verdict verify(Fields fields) {
        return RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.fixed(NOW))
                .verify(new HttpMessage.Request("POST", INBOX, fields), BODY, TestKeys.knowing(TestKeys.rsa()));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_covered_besides_counts_as_covered(SignatureScheme scheme) {
        Fields fields =
                signed(scheme, Fields.of("Collection-Synchronization", "digest=\"1\""), "Collection-Synchronization");

        assertThat(verify(fields))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        valid -> assertThat(valid.covered()).last().isEqualTo("collection-synchronization"));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_covered_besides_cannot_be_changed(SignatureScheme scheme) {
        Fields fields =
                signed(scheme, Fields.of("Collection-Synchronization", "digest=\"1\""), "Collection-Synchronization");
        Fields changed = new Fields(fields.lines().stream()
                .map(line -> line.name().equals("Collection-Synchronization")
                        ? new Fields.Line(line.name(), "digest=\"2\"")
                        : line)
                .toList());

        assertThat(verify(changed))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(Verdict.Reason.SIGNATURE_MISMATCH));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_covered_anyway_is_covered_once(SignatureScheme scheme) {
        Fields fields = signed(scheme, Fields.none(), "Content-Digest", "content-digest", "Host", "Date");

        assertThat(verify(fields))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        valid -> assertThat(valid.covered())
                                .contains("host", "date", "content-digest")
                                .doesNotHaveDuplicates());
    }

    @Test
    void a_request_must_have_what_is_covered_besides() {
        for (SignatureScheme scheme : SignatureScheme.values()) {
            assertThatThrownBy(() -> signed(scheme, Fields.none(), "Collection-Synchronization"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("collection-synchronization");
        }
    }
}
