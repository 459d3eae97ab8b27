package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests with more than one signature, or with it in another place: case S-17 at the inbox. */
class SignatureLabelsTest {

    private static final Peer M = Peer.at("https://m.example/actor");
    private static final Peer STRANGER = Peer.at("https://stranger.example/actor");

    private final RelayRig rig = new RelayRig();

    @BeforeEach
    void subscribe() {
        rig.subscribed(M).knows(STRANGER);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_subscribers_name_on_the_first_label_does_not_get_a_strangers_key_fetched() {
        WebResponse response = rig.send(signed(STRANGER, STRANGER.keyId(), activity("Like", STRANGER), M.keyId(), ""));

        assertThat(response.status()).isEqualTo(401);
        assertThat(rig.fetches()).noneMatch(fetch -> fetch.contains("stranger.example"));
    }

    @Test
    void who_may_publish_is_heard_behind_the_name_of_one_who_may_not() {
        WebResponse response = rig.send(signed(M, M.keyId(), activity("Like", M), STRANGER.keyId(), ""));

        assertThat(response.status()).isEqualTo(202);
        assertThat(rig.fetches()).noneMatch(fetch -> fetch.contains("stranger.example"));
    }

    @Test
    void a_blocked_host_on_any_label_gets_403() {
        rig.store.domainRules().put(new DomainRule("bad.example", Kind.BLOCK, "spam"));

        for (WebRequest request : new WebRequest[] {
            signed(M, M.keyId(), activity("Like", M), "https://bad.example/actor#main-key", ""),
            signed(M, M.keyId(), activity("Like", M), "", "https://bad.example/actor#main-key"),
        }) {
            WebResponse response = rig.send(request);

            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body().text()).contains("\"error\":\"blocked\"");
        }
        assertThat(rig.fetches()).isEmpty();
    }

    @Test
    void a_failure_counts_against_every_host_that_was_named() {
        WebResponse last = WebResponse.empty(401);
        for (int i = 0; i < 300 && last.status() != 429; i++) {
            // A Follow: anybody may ask.
            last = rig.send(signed(
                    STRANGER,
                    "https://stranger.example/nobody/" + i + "#key",
                    activity("Follow", STRANGER),
                    "https://name" + i + ".example/actor#main-key",
                    ""));
        }
        assertThat(last.status()).isEqualTo(429);
        int fetches = rig.fetches().size();

        for (String name : new String[] {"https://another.example/actor#main-key", M.keyId(), ""}) {
            rig.send(signed(
                    STRANGER, "https://stranger.example/nobody/x#key", activity("Follow", STRANGER), name, name));
        }

        assertThat(rig.fetches()).hasSize(fetches);
    }

    @Test
    void a_signature_in_the_authorization_field_is_verified() {
        // draft-cavage-http-signatures-12 §3.1
        WebRequest usual = M.post(activity("Like", M), RelayRig.NOW);
        Fields moved = new Fields(usual.fields().lines().stream()
                .map(line -> line.name().equals("Signature")
                        ? new Fields.Line("Authorization", "Signature " + line.value())
                        : line)
                .toList());
        Fields other = new Fields(usual.fields().lines().stream()
                .map(line -> line.name().equals("Signature") ? new Fields.Line("Authorization", "Bearer secret") : line)
                .toList());

        assertThat(rig.send(with(usual, moved)).status()).isEqualTo(202);
        assertThat(rig.send(with(usual, other)).body().text()).contains("signature_missing");
    }

    private static WebRequest with(WebRequest request, Fields fields) {
        return new WebRequest("POST", "/inbox", fields, request.body(), "192.0.2.1");
    }

    /** Signed by RFC 9421 with this key id, and with labels of no use before and behind, where a name is given. */
    private static WebRequest signed(Peer signer, String keyId, String json, String before, String behind) {
        Body body = Body.of(json);
        HttpMessage.Request message = new HttpMessage.Request(
                "POST",
                URI.create("https://relay.example/inbox"),
                Fields.of("Content-Type", "application/activity+json"));
        Fields fields = message.fields()
                .with(RequestSigner.rfc9421()
                        .sign(
                                message,
                                BodyDigest.of(body),
                                new SigningKey(keyId, signer.keys().getPrivate()),
                                RelayRig.NOW));
        return new WebRequest(
                "POST",
                "/inbox",
                new Fields(fields.lines().stream()
                        .map(line -> new Fields.Line(line.name(), labelled(line, before, behind)))
                        .toList()),
                body,
                "192.0.2.1");
    }

    private static String labelled(Fields.Line line, String before, String behind) {
        return switch (line.name()) {
            case "Signature-Input" ->
                (before.isEmpty() ? "" : input("junk0", before) + ", ")
                        + line.value()
                        + (behind.isEmpty() ? "" : ", " + input("junk9", behind));
            case "Signature" ->
                (before.isEmpty() ? "" : "junk0=:AAAA:, ") + line.value() + (behind.isEmpty() ? "" : ", junk9=:AAAA:");
            default -> line.value();
        };
    }

    private static String input(String label, String keyId) {
        return label + "=(\"@method\" \"@target-uri\" \"content-digest\");created=" + RelayRig.NOW.getEpochSecond()
                + ";keyid=\"" + keyId + "\"";
    }

    private static String activity(String type, Peer actor) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/%s","type":"%s","actor":"%s",\
                "object":"https://www.w3.org/ns/activitystreams#Public"}""".formatted(actor.actor(), type, type, actor.actor());
    }
}
