package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What tests say about verdicts. */
final class Verdicts {

    private Verdicts() {}

    static void assertValid(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
    }

    static void assertInvalid(Verdict verdict, Verdict.Reason reason, String... detailParts) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Invalid.class, invalid -> {
            assertThat(invalid.reason()).as(invalid.detail()).isEqualTo(reason);
            for (String part : detailParts) {
                assertThat(invalid.detail()).contains(part);
            }
        });
    }

    /** Resolves nothing: proves that a refusal came before any key was asked for. */
    static KeyResolution noKeyWanted(String keyId, KeyResolver.Freshness freshness) {
        return fail("asked for " + keyId + " " + freshness);
    }
}
