package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.KeyResolver.Freshness.CACHED;
import static dev.linkspan.httpsignatures.KeyResolver.Freshness.FRESH;
import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRefreshTest {

    private final VerificationKey right = TestKeys.rsa();
    private final VerificationKey rotatedAway =
            new VerificationKey(TestKeys.KEY_ID, TestKeys.rfcRsaPublic(), TestKeys.OWNER);
    private final List<KeyResolver.Freshness> asked = new ArrayList<>();

    @Test
    void does_not_ask_again_if_the_remembered_key_verifies() {
        assertValid(verify(new KeyResolution.Found(right, false), new KeyResolution.Found(right, true)));
        assertThat(asked).containsExactly(CACHED);
    }

    @Test
    void asks_once_for_a_fresh_key_if_the_remembered_one_fails() {
        assertValid(verify(new KeyResolution.Found(rotatedAway, false), new KeyResolution.Found(right, true)));
        assertThat(asked).containsExactly(CACHED, FRESH);
    }

    @Test
    void asks_for_a_fresh_key_if_the_remembered_one_is_of_another_kind() {
        assertValid(verify(new KeyResolution.Found(TestKeys.ed25519(), false), new KeyResolution.Found(right, true)));
        assertThat(asked).containsExactly(CACHED, FRESH);
    }

    @Test
    void does_not_ask_again_if_the_failing_key_was_fresh() {
        assertInvalid(
                verify(new KeyResolution.Found(rotatedAway, true), new KeyResolution.Found(right, true)),
                Verdict.Reason.SIGNATURE_MISMATCH);
        assertThat(asked).containsExactly(CACHED);
    }

    @Test
    void refuses_if_the_fresh_key_fails_too() {
        assertInvalid(
                verify(new KeyResolution.Found(rotatedAway, false), new KeyResolution.Found(rotatedAway, true)),
                Verdict.Reason.SIGNATURE_MISMATCH);
        assertThat(asked).containsExactly(CACHED, FRESH);
    }

    @Test
    void tells_that_the_fresh_key_was_not_to_be_had() {
        KeyResolution.Missing missing = new KeyResolution.Missing(KeyResolution.Reason.UNAVAILABLE, "timeout");

        assertThat(verify(new KeyResolution.Found(rotatedAway, false), missing))
                .isEqualTo(new Verdict.KeyMissing(TestKeys.KEY_ID, missing));
    }

    private Verdict verify(KeyResolution cached, KeyResolution fresh) {
        return TestRequest.post()
                .cavageCovering(
                        "(request-target) host date digest",
                        "(request-target): post /inbox",
                        "host: relay.example",
                        "date: " + TestRequest.DATE,
                        "digest: SHA-256=" + TestRequest.SHA256)
                .verify((keyId, freshness) -> {
                    asked.add(freshness);
                    return freshness == CACHED ? cached : fresh;
                });
    }
}
