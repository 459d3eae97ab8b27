package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Case S-30, the decisions: what is tried first, what second, and what is learnt. */
class DoubleKnockTest {

    private static final URI INBOX = URI.create("https://a.example/inbox");
    private static final KnockSettings DEFAULTS = KnockSettings.defaults();

    @ParameterizedTest
    @EnumSource
    void an_unknown_server_gets_the_first_knock_of_the_settings(SignatureScheme scheme) {
        DoubleKnock knocks = knocks(DEFAULTS.withFirstKnock(scheme));

        assertThat(knocks.first(INBOX).scheme()).isEqualTo(scheme);
        assertThat(knocks.other(knocks.first(INBOX)).scheme()).isNotEqualTo(scheme);
        assertThat(knocks.remembered(INBOX)).isEmpty();
    }

    @Test
    void cavage_is_tried_first_unless_configured() {
        assertThat(knocks(DEFAULTS).first(INBOX).scheme()).isEqualTo(SignatureScheme.CAVAGE);
    }

    @ParameterizedTest
    @EnumSource
    void s30_only_400_and_401_call_for_the_other_scheme_and_403_by_option(SignatureScheme scheme) {
        for (boolean on403 : new boolean[] {false, true}) {
            Set<Integer> calling = on403 ? Set.of(400, 401, 403) : Set.of(400, 401);
            DoubleKnock knocks = knocks(DEFAULTS.withFirstKnock(scheme).withKnockOn403(on403));
            for (int status = 200; status < 600; status++) {
                assertThat(knocks.callsForSecond(answer(status)))
                        .as("%s, 403 by option: %s", status, on403)
                        .isEqualTo(calling.contains(status));
            }
        }
    }

    @Test
    void what_was_taken_as_a_second_knock_is_the_first_one_from_then_on() {
        DoubleKnock knocks = knocks(DEFAULTS);
        Knock second = knocks.other(knocks.first(INBOX));

        knocks.taken(INBOX, second);

        assertThat(knocks.first(INBOX)).isEqualTo(second);
        assertThat(knocks.first(URI.create("https://a.example/users/b"))).isEqualTo(second);
        assertThat(knocks.first(URI.create("https://b.example/inbox")).scheme()).isEqualTo(SignatureScheme.CAVAGE);

        knocks.taken(INBOX, knocks.other(second));

        assertThat(knocks.first(INBOX).scheme()).isEqualTo(SignatureScheme.CAVAGE);
    }

    @Test
    void a_single_scheme_has_no_second_knock() {
        DoubleKnock knocks = DoubleKnock.only(RequestSigner.cavage());

        assertThat(knocks.callsForSecond(answer(401))).isFalse();
    }

    @Test
    void settings_without_sense_are_refused_in_words() {
        assertThatThrownBy(() -> DEFAULTS.withMemory(0, Duration.ofDays(1))).hasMessageContaining("maxHosts: 0");
        assertThatThrownBy(() -> DEFAULTS.withMemory(1, Duration.ZERO)).hasMessageContaining("memory: PT0S");
    }

    private static DoubleKnock knocks(KnockSettings settings) {
        return DoubleKnock.standard(settings, InstantSource.system());
    }

    private static Exchange.Answered answer(int status) {
        return new Exchange.Answered(status, Fields.none(), Body.none());
    }
}
