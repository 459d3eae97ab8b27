package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.AnswerRules;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case S-29: what a server may ask of our second signature by {@code Accept-Signature}, and what it may not. */
class ChallengeTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    private static final URI INBOX = URI.create("https://a.example/inbox");
    private static final HttpMessage.Request POST =
            new HttpMessage.Request("POST", INBOX, Fields.of("Content-Type", "application/activity+json"));
    private static final SigningKey KEY = key();
    private static final String END =
            ";created=1795000000;keyid=\"https://relay.example/actor#main-key\";alg=\"ed25519\"";

    private DoubleKnock knocks = knocks(KnockSettings.defaults());

    @Test
    void harmless_components_are_covered_as_asked() {
        Knock second =
                second("a1=(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\" \"@authority\");created");

        assertThat(input(second))
                .isEqualTo("a1=(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\" \"@authority\")" + END);
    }

    @Test
    void s29_nobody_talks_us_into_covering_less_than_our_minimum() {
        assertThat(input(second("sig1=(\"content-type\")")))
                .isEqualTo("sig1=(\"content-type\" \"@method\" \"@target-uri\" \"content-digest\")" + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sig1=(\"@method\" \"authorization\" \"cookie\" \"signature\")",
                "sig1=(\"@status\")",
                "sig1=(\"@method\";req)",
                "sig1=(\"@method\" \"content-type\");keyid=\"https://evil.example/actor#main-key\"",
                "sig1=(\"@method\" \"content-type\");alg=\"hmac-sha256\"",
                "sig1=(\"@method\" \"content-type\");tag=\"bank-transfer\"",
                "sig1=(\"@method\" \"content-type\");surprise",
                "sig1=(\"@method\" \"content-type\"",
                "sig1=nonsense",
                "",
                "\u0000",
            })
    void s29_what_is_not_safe_or_not_readable_is_ignored_and_the_other_scheme_tried(String asked) {
        Knock second = second(asked);

        assertThat(second.scheme()).isEqualTo(SignatureScheme.RFC9421);
        assertThat(input(second)).isEqualTo("sig1=(\"@method\" \"@target-uri\" \"content-digest\")" + END);
    }

    @Test
    void s29_a_challenge_of_thousands_of_components_is_ignored() {
        Knock second = second("sig1=(" + "\"content-type\" ".repeat(5_000) + ")");

        assertThat(input(second)).isEqualTo("sig1=(\"@method\" \"@target-uri\" \"content-digest\")" + END);
    }

    @Test
    void a_tag_is_put_on_only_where_our_rules_list_it() {
        knocks = knocks(KnockSettings.defaults().withAnswers(AnswerRules.REQUESTS.allowingTag("activitypub")));

        assertThat(input(second("sig1=(\"@authority\");tag=\"activitypub\""))).endsWith(END + ";tag=\"activitypub\"");
    }

    @Test
    void s29_who_asks_for_what_was_just_refused_gets_the_other_scheme() {
        Exchange.Answered asked = refusal("x=(\"content-digest\" \"@target-uri\" \"@method\");created");
        Knock plain = knocks.other(knocks.first(INBOX));

        assertThat(knocks.second(plain, asked, POST, KEY).scheme()).isEqualTo(SignatureScheme.CAVAGE);
    }

    @Test
    void a_refused_rfc9421_signature_is_made_again_with_more_if_that_is_asked_for() {
        Knock plain = knocks.other(knocks.first(INBOX));
        Knock second = knocks.second(plain, refusal("sig1=(\"content-type\");created"), POST, KEY);

        assertThat(second.scheme()).isEqualTo(SignatureScheme.RFC9421);
        assertThat(input(second)).contains("content-type");
    }

    @Test
    void what_was_asked_for_and_taken_comes_first_next_time() {
        Knock second = second("sig1=(\"content-type\");created");

        knocks.taken(INBOX, second);

        assertThat(knocks.first(INBOX)).isEqualTo(second);
    }

    @Test
    void a_nonce_is_used_once_and_only_the_scheme_remembered() {
        Knock second = second("sig1=(\"content-type\");nonce=\"b3k2pp5k7z-50gnwp.yemd\"");
        assertThat(input(second)).contains(";nonce=\"b3k2pp5k7z-50gnwp.yemd\"");

        knocks.taken(INBOX, second);

        assertThat(input(knocks.first(INBOX))).isEqualTo("sig1=(\"@method\" \"@target-uri\" \"content-digest\")" + END);
    }

    private Knock second(String acceptSignature) {
        return knocks.second(knocks.first(INBOX), refusal(acceptSignature), POST, KEY);
    }

    private static String input(Knock knock) {
        Fields signed = knock.signer().sign(POST, BodyDigest.of(Body.of("{}")), KEY, NOW);
        return signed.first("Signature-Input").orElseThrow();
    }

    private static Exchange.Answered refusal(String acceptSignature) {
        return new Exchange.Answered(401, Fields.of("Accept-Signature", acceptSignature), Body.none());
    }

    private static DoubleKnock knocks(KnockSettings settings) {
        return DoubleKnock.standard(settings, InstantSource.fixed(NOW));
    }

    private static SigningKey key() {
        try {
            return new SigningKey(
                    "https://relay.example/actor#main-key",
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
