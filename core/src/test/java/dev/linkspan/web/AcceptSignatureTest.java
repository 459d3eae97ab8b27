package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.Store;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a refusal tells a sender about signing better: RFC 9421 §5. */
class AcceptSignatureTest {

    private static final Peer ALICE = Peer.at("https://m.example/users/alice");
    private static final String FOLLOW = """
            {"@context":"https://www.w3.org/ns/activitystreams","id":"https://m.example/1","type":"Follow",\
            "actor":"https://m.example/users/alice","object":"https://www.w3.org/ns/activitystreams#Public"}""";

    @Test
    void a_refused_signature_is_answered_with_the_one_that_would_do() {
        try (RelayRig rig = new RelayRig().knows(ALICE)) {
            WebRequest signed = ALICE.post(FOLLOW, RelayRig.NOW);
            WebRequest unsigned = new WebRequest(
                    "POST",
                    "/inbox",
                    Fields.of("Content-Type", "application/activity+json"),
                    signed.body(),
                    "192.0.2.1");
            WebRequest late = ALICE.post(FOLLOW, RelayRig.NOW.minus(Duration.ofHours(2)));
            WebRequest forged = new Peer(ALICE.actor(), Peer.generate()).post(FOLLOW, RelayRig.NOW);

            for (WebRequest request : new WebRequest[] {unsigned, late, forged}) {
                WebResponse response = rig.send(request);

                assertThat(response.status()).isEqualTo(401);
                assertThat(response.fields().all("Accept-Signature"))
                        .containsExactly("sig1=(\"@method\" \"@target-uri\" \"content-digest\");created");
            }
        }
    }

    @Test
    void what_no_signature_could_mend_says_nothing_of_signatures() {
        try (RelayRig rig = new RelayRig().knows(ALICE)) {
            WebResponse notSubscribed =
                    rig.send(ALICE.post(FOLLOW.replace("\"Follow\"", "\"Announce\""), RelayRig.NOW));
            WebResponse taken = rig.send(ALICE.post(FOLLOW, RelayRig.NOW));

            assertThat(notSubscribed.status()).isEqualTo(401);
            assertThat(notSubscribed.fields().contains("Accept-Signature")).isFalse();
            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.fields().contains("Accept-Signature")).isFalse();
        }
    }

    @Test
    void it_can_be_switched_off() {
        try (RelayRig rig =
                new RelayRig(InboxLimits.defaults(), Store.inMemory(), settings -> settings.acceptSignature(false))) {
            WebResponse response = rig.send(new WebRequest(
                    "POST",
                    "/inbox",
                    Fields.of("Content-Type", "application/activity+json"),
                    ALICE.post(FOLLOW, RelayRig.NOW).body(),
                    "192.0.2.1"));

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.fields().contains("Accept-Signature")).isFalse();
        }
    }
}
